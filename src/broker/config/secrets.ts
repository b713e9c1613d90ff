// Which properties hold secrets: nothing prints their values.

import { CURRENT_CONFIGS } from '../../metadata/configs/config-tables.ts';

/** Of today's properties those of type PASSWORD; of earlier ones those that are named so. */
export function isSecret(key: string): boolean {
  const definition = CURRENT_CONFIGS.brokerDefinition(key);
  return definition ? definition.type === 'PASSWORD' : /password|secret|jaas/.test(key);
}
