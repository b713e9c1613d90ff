// Where Apache Kafka keeps the class of a message.

import type { Message, Spec } from '../../protocol-spec/generator/model.ts';

/** Packages of stored records, by the folder of their spec and, where a folder has several, by name. */
const PACKAGES: Readonly<Record<string, string>> = {
  'records/group': 'org.apache.kafka.coordinator.group.generated',
  'records/share': 'org.apache.kafka.coordinator.share.generated',
  'records/transaction': 'org.apache.kafka.coordinator.transaction.generated',
  'records/metadata': 'org.apache.kafka.common.metadata',
  ProducerSnapshot: 'org.apache.kafka.server.log.remote.metadata.storage.generated',
  QuorumStateData: 'org.apache.kafka.raft.generated',
};

const COMMON = 'org.apache.kafka.common.message';

/** The name of the Java class that reads and writes this message. */
export function javaClassOf({ kind, path }: Spec, { name }: Message): string {
  if (kind === 'api' || kind === 'header') return `${COMMON}.${name}Data`;
  const folder = path.slice(0, path.lastIndexOf('/'));
  return `${PACKAGES[name] ?? PACKAGES[folder] ?? COMMON}.${name}`;
}
