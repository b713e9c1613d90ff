// Configs of client metrics subscriptions (KIP-714): names, types, defaults as in Apache Kafka 4.3.

import { int, list, MEDIUM } from './config-definition.ts';

export const CLIENT_METRICS_CONFIGS = {
  'interval.ms': int(300_000, MEDIUM),
  match: list([], MEDIUM),
  metrics: list([], MEDIUM),
} as const;
