// The log directories, as the partitions above them see them: a log is asked for by topic and index, and
// comes with the topic's configs, which it follows from then on.

import type { LogDirectory } from '../log/log-directory.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import type { ConfigService } from '../metadata/config-service.ts';
import type { PartitionIdentity, PartitionLogs } from '../replication/partition.ts';
import type { ReplicaManager } from '../replication/replica-manager.ts';

export class DirectoryPartitionLogs implements PartitionLogs {
  readonly #directory: LogDirectory;
  readonly #configs: ConfigService;

  constructor(directory: LogDirectory, configs: ConfigService) {
    this.#directory = directory;
    this.#configs = configs;
  }

  open({ topic, topicId, index }: PartitionIdentity): PartitionLog {
    const config = this.#configs.topicConfig(topic);
    return this.#directory.openLog({ topic, topicId, index, config });
  }

  remove({ topic, index }: PartitionIdentity): void {
    this.#directory.deleteLog({ topic, index });
  }

  sizeOf({ topic, index }: PartitionIdentity): number {
    return this.#directory.sizeOf({ topic, index });
  }

  directoryOf(): string {
    return this.#directory.path;
  }
}

/** Hands changed configs on to the logs that are open. Returns what stops it. */
export function followTopicConfigs(configs: ConfigService, replicas: ReplicaManager): () => void {
  return configs.onTopicConfigChange((changed) => {
    for (const topic of changed ?? replicas.topicNames()) {
      const config = configs.topicConfig(topic);
      for (const partition of replicas.partitionsOf(topic))
        partition.openedLog?.updateConfig(config);
    }
  });
}
