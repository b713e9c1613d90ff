// The kinds of resources that have configs, as the protocol numbers them.

import type { ConfigResourceType } from '../metadata-image.ts';

export const ConfigResourceCode = {
  TOPIC: 2,
  BROKER: 4,
  BROKER_LOGGER: 8,
  CLIENT_METRICS: 16,
  GROUP: 32,
} as const;

const STORED_TYPES: Readonly<Record<number, ConfigResourceType>> = {
  [ConfigResourceCode.TOPIC]: 'topic',
  [ConfigResourceCode.BROKER]: 'broker',
  [ConfigResourceCode.CLIENT_METRICS]: 'client-metrics',
  [ConfigResourceCode.GROUP]: 'group',
};

/** The kind of resource with this number whose configs are stored; null for loggers and unknown ones. */
export function storedResourceType(code: number): ConfigResourceType | null {
  return STORED_TYPES[code] ?? null;
}
