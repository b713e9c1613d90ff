// The log directories, as the partitions above them see them: a log is asked for by topic and index, and
// comes with the topic's configs, which it follows from then on.

import type { LogManager } from '../log/log-manager.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import type { FutureLogStatus } from '../log/partition-moves.ts';
import type { PartitionName } from '../log/partition-name.ts';
import { mayHaveDeletable } from '../log/retention.ts';
import type { ConfigService } from '../metadata/config-service.ts';
import type { Clock } from '../platform/clock.ts';
import type { LogAssignment, PartitionIdentity, PartitionLogs } from '../replication/partition.ts';
import type { ReplicaManager } from '../replication/replica-manager.ts';
import type { DirectoryReports } from './directory-reports.ts';

export interface DirectoryPartitionLogsOptions {
  readonly logs: LogManager;
  readonly configs: ConfigService;
  readonly reports: DirectoryReports;
  readonly clock: Clock;
}

export class DirectoryPartitionLogs implements PartitionLogs {
  readonly #options: DirectoryPartitionLogsOptions;

  constructor(options: DirectoryPartitionLogsOptions) {
    this.#options = options;
  }

  host(identity: PartitionIdentity, { directoryId, isNew }: LogAssignment): void {
    const { logs, reports } = this.#options;
    logs.host(identity, { assigned: directoryId, isNew });
    const directory = logs.directoryOf(identity);
    if (!directory || directory.id === directoryId) return;
    const { topicId, index } = identity;
    reports.assigned({ topicId, partition: index, directoryId: directory.id });
  }

  open({ topic, topicId, index }: PartitionIdentity): PartitionLog {
    const { logs, configs } = this.#options;
    return logs.openLog({ topic, topicId, index, config: configs.topicConfig(topic) });
  }

  remove({ topic, index }: PartitionIdentity): void {
    const { logs, configs } = this.#options;
    // The topic's own configs went with it; a log that is open has them still.
    const { fileDeleteDelayMs } = logs.log({ topic, index })?.config ?? configs.topicConfig(topic);
    logs.deleteLog({ topic, index }, fileDeleteDelayMs);
  }

  move(identity: PartitionIdentity, path: string, onMoved: () => void): void {
    const { logs, configs, reports } = this.#options;
    const { topic, topicId, index } = identity;
    const request = { topic, topicId, index, config: configs.topicConfig(topic) };
    logs.move(request, path, () => {
      onMoved();
      const directory = logs.directoryOf(identity);
      if (directory) reports.assigned({ topicId, partition: index, directoryId: directory.id });
    });
  }

  prefer(partition: PartitionName, path: string): void {
    this.#options.logs.prefer(partition, path);
  }

  futureOf(identity: PartitionIdentity): FutureLogStatus | null {
    return this.#options.logs.futureOf(identity);
  }

  noteLogStartOffsets(): void {
    for (const directory of this.#options.logs.online()) directory.writeLogStartOffsets();
  }

  sizeOf(identity: PartitionIdentity): number {
    return this.#options.logs.sizeOf(identity);
  }

  directoryOf(identity: PartitionIdentity): string | null {
    return this.#options.logs.directoryOf(identity)?.path ?? null;
  }

  mayHaveDeletable(identity: PartitionIdentity): boolean {
    const { logs, configs, clock } = this.#options;
    const summary = logs.summaryOf(identity);
    if (!summary) return false;
    const logStartOffset = logs.directoryOf(identity)?.logStartOffsetOf(identity) ?? 0;
    const config = configs.topicConfig(identity.topic);
    return mayHaveDeletable(summary, { config, logStartOffset, nowMs: clock.wallMs() });
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
