// The share coordinator (KIP-932) as handlers and the broker see it: keeps the states of share partitions in
// `__share_group_state`. Each call takes many partitions of one group, each of which is owned by a partition
// of that topic by itself, and is answered by itself.

import type { Answer } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { SHARE_GROUP_STATE_TOPIC } from '../base/internal-topics.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type {
  InitialShareState,
  SharePersister,
  ShareStateChange,
  ShareStateQuery,
  ShareStateRead,
  ShareStateSummary,
  ShareStateVerdict,
} from '../base/share-persister.ts';
import type { TopicIdPartition } from '../base/share-state.ts';
import type { Uuid } from '../base/uuid.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { CoordinatorRuntime } from './runtime/coordinator-runtime.ts';
import type { Outcome } from './runtime/coordinator-shard.ts';
import { partitionFor } from './runtime/partition-for.ts';
import type { PartitionWriter } from './runtime/partition-writer.ts';
import { deleteState, deleteTopics } from './share/delete-state.ts';
import { initializeState } from './share/initialize-state.ts';
import { readState, readSummary } from './share/read-state.ts';
import type { ShareCoordinatorConfig } from './share/share-coordinator-config.ts';
import type { SharePartitionKey } from './share/share-partition-key.ts';
import { shareKeyText } from './share/share-partition-key.ts';
import { ShareShard } from './share/share-shard.ts';
import type { ShareStateStore } from './share/share-state-store.ts';
import { writeState } from './share/write-state.ts';

export interface ShareCoordinatorOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The partitions of `__share_group_state`. */
  readonly writer: PartitionWriter;
  readonly config: ShareCoordinatorConfig;
  /** How many partitions a topic has; 0 when there is none of this id. */
  readonly partitionsOf: (topicId: Uuid) => number;
}

const DONE: ShareStateVerdict = { errorCode: ErrorCode.NONE, errorMessage: null };

export class ShareCoordinator implements SharePersister {
  private readonly options: ShareCoordinatorOptions;
  private readonly runtime: CoordinatorRuntime<ShareShard>;
  private config: ShareCoordinatorConfig;

  constructor(options: ShareCoordinatorOptions) {
    const { clock, logger, writer, partitionsOf } = options;
    this.options = options;
    this.config = options.config;
    this.runtime = new CoordinatorRuntime({
      topic: SHARE_GROUP_STATE_TOPIC,
      clock,
      logger,
      writer,
      commitTimeoutMs: () => this.config.commitTimeoutMs,
      createShard: (partition, scheduler) =>
        new ShareShard({
          clock,
          logger,
          scheduler,
          partitionsOf,
          config: () => this.config,
          deleteBefore: (offset) => writer.deleteBefore(partition, offset),
        }),
    });
  }

  /** Follows changed properties from now on. */
  updateConfig(config: ShareCoordinatorConfig): void {
    this.config = config;
  }

  /** The partition of `__share_group_state` that owns a share partition. */
  partitionFor(key: SharePartitionKey): number {
    return partitionFor(shareKeyText(key), this.options.writer.partitionCount());
  }

  /** Begins to load what this broker coordinates: what is no longer needed goes though nobody asks. */
  load(): void {
    this.runtime.loadAll();
  }

  /** Gives every partition up; the topic is gone. */
  unloadAll(): void {
    this.runtime.unloadAll();
  }

  /** Stops all timers; whoever comes after is told COORDINATOR_NOT_AVAILABLE. */
  stop(): void {
    this.runtime.stop();
  }

  /** Removes the states of these topics' partitions. */
  onTopicsDeleted(topicIds: ReadonlySet<Uuid>): Promise<void> {
    return this.runtime.writeAll(({ store }) => deleteTopics(store, topicIds));
  }

  initialize(
    groupId: string,
    partitions: readonly InitialShareState[],
  ): Answer<readonly ShareStateVerdict[]> {
    return this.forEach(groupId, partitions, {
      run: (store, key, initial) => done(initializeState(store, key, initial)),
      refused: (verdict) => verdict,
    });
  }

  read(groupId: string, partitions: readonly ShareStateQuery[]): Answer<readonly ShareStateRead[]> {
    return this.forEach(groupId, partitions, {
      run: readState,
      refused: (verdict) => ({ ...verdict, stateEpoch: 0, startOffset: 0, stateBatches: [] }),
    });
  }

  write(
    groupId: string,
    partitions: readonly ShareStateChange[],
  ): Answer<readonly ShareStateVerdict[]> {
    return this.forEach(groupId, partitions, {
      run: (store, key, change) => done(writeState(store, key, change)),
      refused: (verdict) => verdict,
    });
  }

  delete(
    groupId: string,
    partitions: readonly TopicIdPartition[],
  ): Answer<readonly ShareStateVerdict[]> {
    return this.forEach(groupId, partitions, {
      run: (store, key) => done(deleteState(store, key)),
      refused: (verdict) => verdict,
    });
  }

  readSummary(
    groupId: string,
    partitions: readonly ShareStateQuery[],
  ): Answer<readonly ShareStateSummary[]> {
    return this.forEach(groupId, partitions, {
      run: (store, key) => ({ records: [], response: readSummary(store, key) }),
      refused: (verdict) => ({ ...verdict, ...NO_SUMMARY }),
    });
  }

  private forEach<P extends TopicIdPartition, R>(
    groupId: string,
    partitions: readonly P[],
    request: PartitionRequest<P, R>,
  ): Answer<readonly R[]> {
    const answers = partitions.map((partition) => this.one(groupId, partition, request));
    return answers.some((answer) => answer instanceof Promise)
      ? Promise.all(answers)
      : (answers as readonly R[]);
  }

  private one<P extends TopicIdPartition, R>(
    groupId: string,
    asked: P,
    { run, refused }: PartitionRequest<P, R>,
  ): Answer<R> {
    const key = { groupId, topicId: asked.topicId, partition: asked.partition };
    const fail = (error: unknown): R => refused(verdictOf(error));
    try {
      const answer = this.runtime.write(this.partitionFor(key), ({ store }) =>
        run(store, key, asked),
      );
      return answer instanceof Promise ? answer.catch(fail) : answer;
    } catch (error) {
      return fail(error);
    }
  }
}

interface PartitionRequest<P, R> {
  run(store: ShareStateStore, key: SharePartitionKey, asked: P): Outcome<R>;
  refused(verdict: ShareStateVerdict): R;
}

const NO_SUMMARY = { stateEpoch: 0, leaderEpoch: 0, startOffset: 0, deliveryCompleteCount: -1 };

function done({ records }: Outcome<void>): Outcome<ShareStateVerdict> {
  return { records, response: DONE };
}

function verdictOf(error: unknown): ShareStateVerdict {
  if (!(error instanceof KafkaError)) throw error;
  return { errorCode: error.code, errorMessage: error.message };
}
