// The kinds of resources that have configs, as the protocol numbers them.

import type { ConfigResourceType } from '../metadata-image.ts';

/** In the order in which ListConfigResources lists them. */
export const ConfigResourceCode = {
  GROUP: 32,
  CLIENT_METRICS: 16,
  BROKER_LOGGER: 8,
  BROKER: 4,
  TOPIC: 2,
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
