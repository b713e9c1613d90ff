// Looking up a config by a name that a client gave: only what is in a table is found, never what
// objects inherit (`constructor`, `__proto__`).

import { BROKER_CONFIGS } from './broker-configs.ts';
import type { ConfigDefinition, ConfigTable } from './config-definition.ts';
import { withoutListenerPrefix } from './config-synonyms.ts';
import { DYNAMIC_QUOTA_CONFIGS } from './dynamic-quota-configs.ts';
import { GROUP_CONFIGS } from './group-configs.ts';
import { HIDDEN_TOPIC_CONFIGS, TOPIC_CONFIGS } from './topic-configs.ts';

function lookUp(table: ConfigTable, name: string): ConfigDefinition | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The definition of a topic config; none for a name that is not known. */
export const topicDefinition = (name: string) =>
  lookUp(TOPIC_CONFIGS, name) ?? lookUp(HIDDEN_TOPIC_CONFIGS, name);

/** The definition of a group config; none for a name that is not known. */
export const groupDefinition = (name: string) => lookUp(GROUP_CONFIGS, name);

/** The definition of a broker config, a listener's own included; none for a name that is not known. */
export function brokerDefinition(name: string): ConfigDefinition | undefined {
  const base = withoutListenerPrefix(name);
  return lookUp(BROKER_CONFIGS, base) ?? lookUp(DYNAMIC_QUOTA_CONFIGS, base);
}
