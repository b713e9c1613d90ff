// Writes the markers that end transactions into the partitions of this broker. Those of `__consumer_offsets`
// go through the group coordinator, which has to know of them.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../base/internal-topics.ts';
import { toErrorCode } from '../base/kafka-error.ts';
import type { TransactionMarker } from '../coordinator/runtime/partition-writer.ts';
import type { MarkerWriter } from '../coordinator/transaction/marker-writer.ts';
import type { Clock } from '../platform/clock.ts';
import type { ReplicaManager } from '../replication/replica-manager.ts';
import { appendMarker } from './coordinator-writer.ts';

/** Where groups learn that a transaction is over. */
export interface TransactionalGroups {
  completeTransaction(partition: number, marker: TransactionMarker): Answer<ErrorCode>;
}

/** A coordinator that is not here (any more) is to whoever sends markers a leader that is not here. */
const NOT_HERE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
  ErrorCode.NOT_COORDINATOR,
]);

export class PartitionMarkers implements MarkerWriter {
  readonly #replicas: ReplicaManager;
  readonly #groups: () => TransactionalGroups;
  readonly #clock: Clock;

  constructor(replicas: ReplicaManager, groups: () => TransactionalGroups, clock: Clock) {
    this.#replicas = replicas;
    this.#groups = groups;
    this.#clock = clock;
  }

  write(topic: string, index: number, marker: TransactionMarker): Answer<ErrorCode> {
    try {
      const partition = this.#replicas.leaderPartition(topic, index);
      if (topic === CONSUMER_OFFSETS_TOPIC) return this.#completeOffsets(index, marker);
      const { lastOffset } = appendMarker(partition, marker, this.#clock.wallMs());
      const committed = partition.committed(lastOffset);
      return committed === undefined
        ? ErrorCode.NONE
        : committed.then(() => ErrorCode.NONE, toErrorCode);
    } catch (error) {
      return toErrorCode(error);
    }
  }

  #completeOffsets(index: number, marker: TransactionMarker): Answer<ErrorCode> {
    return whenAnswered(this.#groups().completeTransaction(index, marker), (code) =>
      NOT_HERE.has(code) ? ErrorCode.NOT_LEADER_OR_FOLLOWER : code,
    );
  }
}
