// The partitions of `__consumer_offsets` as all services of groups use them: which one owns a group, operations
// and queries on it, and answers instead of what the runtime refuses.

import type { Answer } from '../base/answer.ts';
import { ErrorCode, errorName } from '../base/error-code.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../base/internal-topics.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import type { GroupConfig } from './group/group-config.ts';
import type { GroupCoordinatorConfig } from './group/group-coordinator-config.ts';
import { kindOf } from './group/group-kinds.ts';
import { GroupShard } from './group/group-shard.ts';
import { GroupState } from './group/group-state.ts';
import type { GroupTopics } from './group/group-topics.ts';
import { CoordinatorRuntime } from './runtime/coordinator-runtime.ts';
import type { Outcome } from './runtime/coordinator-shard.ts';
import type { Deadline } from './runtime/deadline.ts';
import { partitionFor } from './runtime/partition-for.ts';
import type { PartitionWriter } from './runtime/partition-writer.ts';

export interface GroupShardsOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The partitions of `__consumer_offsets`. */
  readonly writer: PartitionWriter;
  readonly config: GroupCoordinatorConfig;
  readonly topics: GroupTopics;
  /** The configs of a group as they are now. */
  readonly groupConfig: (groupId: string) => GroupConfig;
}

/** Why a request got no answer of its own. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string | null;
}

const NO_GROUP_ID: Refusal = { code: ErrorCode.INVALID_GROUP_ID, message: null };

/** What a refusal says beyond its code; null when that is all. */
export function messageOf({ code, message }: Refusal): string | null {
  return message === errorName(code) ? null : message;
}

export class GroupShards {
  readonly runtime: CoordinatorRuntime<GroupShard>;
  readonly writer: PartitionWriter;
  /** Replaced when properties change. */
  config: GroupCoordinatorConfig;

  constructor(options: GroupShardsOptions) {
    this.writer = options.writer;
    this.config = options.config;
    this.runtime = new CoordinatorRuntime({
      topic: CONSUMER_OFFSETS_TOPIC,
      clock: options.clock,
      logger: options.logger,
      writer: options.writer,
      commitTimeoutMs: () => this.config.offsetsCommitTimeoutMs,
      createShard: (_partition, scheduler) =>
        new GroupShard(new GroupState({ ...options, scheduler, config: () => this.config })),
    });
  }

  /** The partition of `__consumer_offsets` that owns the group. */
  partitionFor(groupId: string): number {
    return partitionFor(groupId, this.writer.partitionCount());
  }

  /** Runs an operation where the group is. Throws or rejects with KafkaError. */
  write<R>(groupId: string, operation: (state: GroupState) => Outcome<R>): R | Promise<R> {
    return this.runtime.write(this.partitionFor(groupId), ({ state }) => operation(state));
  }

  /** Runs a query where the group is. Throws or rejects with KafkaError. */
  read<R>(groupId: string, query: (state: GroupState) => R): R | Promise<R> {
    return this.runtime.read(this.partitionFor(groupId), ({ state }) => query(state));
  }

  /**
   * Ends the sessions of a group's members before their time, all of them unless one is named. The ids of those that
   * are gone then: who waits for an answer of ours has no session. Throws or rejects with KafkaError.
   */
  async expireSessions(groupId: string, memberId?: string): Promise<string[]> {
    const sessions = await this.sessionsOf(groupId);
    const ended = [...sessions].filter(([id]) => memberId === undefined || id === memberId);
    for (const [, session] of ended) session?.expireNow();
    const left = await this.sessionsOf(groupId);
    return ended.map(([id]) => id).filter((id) => !left.has(id));
  }

  private async sessionsOf(groupId: string): Promise<Map<string, Deadline | null>> {
    return this.read(groupId, ({ groups }) => {
      const group = groups.get(groupId);
      return new Map(group === undefined ? [] : kindOf(group).sessions(group));
    });
  }

  /** Describes each group where it is, in the order of the ids; a group without an id is refused here. */
  describeEach<R>(
    groupIds: readonly string[],
    describe: (state: GroupState, groupId: string) => R,
    undescribed: (groupId: string, refusal: Refusal) => R,
  ): Promise<R[]> {
    const described = groupIds.map((groupId) => {
      if (groupId === '') return undescribed(groupId, NO_GROUP_ID);
      return this.answer(
        () => this.read(groupId, (state) => describe(state, groupId)),
        (error) => undescribed(groupId, error),
      );
    });
    return Promise.all(described);
  }

  /** Runs what may throw or reject with KafkaError, and turns that into an answer. */
  answer<R>(run: () => Answer<R>, failed: (error: KafkaError) => R): Answer<R> {
    const fail = (error: unknown): R => {
      if (error instanceof KafkaError) return failed(error);
      throw error;
    };
    try {
      const response = run();
      return response instanceof Promise ? response.catch(fail) : response;
    } catch (error) {
      return fail(error);
    }
  }
}
