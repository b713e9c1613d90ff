// The group coordinator as handlers see it: one method per API, request in, response out. It validates what
// needs no group, finds the partition of `__consumer_offsets` that owns the group, and turns what the
// runtime refuses into the answer that the API has for it.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../base/internal-topics.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import type { DeletableGroupResultInput } from '../protocol/generated/delete-groups.ts';
import type { DescribedGroupInput } from '../protocol/generated/describe-groups.ts';
import type { HeartbeatRequest } from '../protocol/generated/heartbeat.ts';
import type { JoinGroupRequest, JoinGroupResponseInput } from '../protocol/generated/join-group.ts';
import type {
  LeaveGroupRequest,
  LeaveGroupResponseInput,
} from '../protocol/generated/leave-group.ts';
import type {
  ListGroupsRequest,
  ListGroupsResponseInput,
} from '../protocol/generated/list-groups.ts';
import type {
  OffsetCommitRequest,
  OffsetCommitResponseInput,
} from '../protocol/generated/offset-commit.ts';
import type {
  OffsetDeleteRequest,
  OffsetDeleteResponseInput,
} from '../protocol/generated/offset-delete.ts';
import type {
  OffsetFetchRequestGroup,
  OffsetFetchResponseGroupInput,
} from '../protocol/generated/offset-fetch.ts';
import type { SyncGroupRequest, SyncGroupResponseInput } from '../protocol/generated/sync-group.ts';
import type {
  TxnOffsetCommitRequest,
  TxnOffsetCommitResponseInput,
} from '../protocol/generated/txn-offset-commit.ts';
import { joinFailed, syncFailed } from './group/classic/failed-responses.ts';
import { heartbeat } from './group/classic/heartbeat.ts';
import { joinGroup } from './group/classic/join-group.ts';
import { leaveGroup } from './group/classic/leave-group.ts';
import { syncGroup } from './group/classic/sync-group.ts';
import { deleteGroups } from './group/delete-groups.ts';
import type { GroupConfig } from './group/group-config.ts';
import type { GroupCoordinatorConfig } from './group/group-coordinator-config.ts';
import { describeGroup, listGroups, undescribed } from './group/group-queries.ts';
import { GroupShard } from './group/group-shard.ts';
import { GroupState } from './group/group-state.ts';
import type { GroupTopics } from './group/group-topics.ts';
import { commitOffsets } from './group/offsets/offset-commit.ts';
import { deleteOffsets, forgetTopics } from './group/offsets/offset-delete.ts';
import { fetchOffsets } from './group/offsets/offset-fetch.ts';
import { commitTransactionalOffsets } from './group/offsets/txn-offset-commit.ts';
import { TxnOffsetGuard } from './group/offsets/txn-offset-guard.ts';
import type { GroupRequestContext } from './group/request-context.ts';
import { CoordinatorRuntime } from './runtime/coordinator-runtime.ts';
import { Parked } from './runtime/parked.ts';
import { partitionFor } from './runtime/partition-for.ts';
import type { PartitionWriter, TransactionMarker } from './runtime/partition-writer.ts';
import type { AppendClaims } from './transaction/append-claim.ts';

export interface GroupCoordinatorOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The partitions of `__consumer_offsets`. */
  readonly writer: PartitionWriter;
  readonly config: GroupCoordinatorConfig;
  /** Where transactional commits are asked about. */
  readonly claims: AppendClaims;
  readonly topics: GroupTopics;
  /** The configs of a group as they are now. */
  readonly groupConfig: (groupId: string) => GroupConfig;
}

export class GroupCoordinator {
  private readonly runtime: CoordinatorRuntime<GroupShard>;
  private readonly writer: PartitionWriter;
  private readonly txnOffsetGuard: TxnOffsetGuard;
  private config: GroupCoordinatorConfig;

  constructor(options: GroupCoordinatorOptions) {
    const { clock, logger, writer, config, claims } = options;
    this.writer = writer;
    this.config = config;
    this.txnOffsetGuard = new TxnOffsetGuard(writer, claims);
    this.runtime = new CoordinatorRuntime({
      topic: CONSUMER_OFFSETS_TOPIC,
      clock,
      logger,
      writer,
      commitTimeoutMs: () => this.config.offsetsCommitTimeoutMs,
      createShard: (_partition, scheduler) =>
        new GroupShard(new GroupState({ ...options, scheduler, config: () => this.config })),
    });
  }

  /** Follows changed properties from now on. */
  updateConfig(config: GroupCoordinatorConfig): void {
    this.config = config;
  }

  /** The partition of `__consumer_offsets` that owns the group. */
  partitionFor(groupId: string): number {
    return partitionFor(groupId, this.writer.partitionCount());
  }

  /** Gives a partition up; its members are told NOT_COORDINATOR. */
  unload(partition: number): void {
    this.runtime.unload(partition);
  }

  /** Stops all timers and answers everyone who waits. */
  stop(): void {
    this.runtime.stop();
  }

  /**
   * Removes the offsets of topics that were deleted; with `__consumer_offsets` itself, everything is gone.
   * Never rejects with KafkaError.
   */
  async onTopicsDeleted(topics: ReadonlySet<string>): Promise<void> {
    if (topics.has(CONSUMER_OFFSETS_TOPIC)) this.runtime.unloadAll();
    return this.runtime.writeAll(({ state }) => forgetTopics(state, topics));
  }

  /** Tells the groups that are loaded of topics that were created, grew or went. */
  onTopicsChanged(topics: ReadonlySet<string>): void {
    this.runtime.forEachLoaded((shard) => shard.onTopicsChanged(topics));
  }

  joinGroup(
    context: GroupRequestContext,
    request: JoinGroupRequest,
  ): Answer<JoinGroupResponseInput> {
    const { groupId, memberId, sessionTimeoutMs } = request;
    const { minSessionTimeoutMs, maxSessionTimeoutMs } = this.config;
    if (groupId === '') return joinFailed(ErrorCode.INVALID_GROUP_ID, memberId);
    if (sessionTimeoutMs < minSessionTimeoutMs || sessionTimeoutMs > maxSessionTimeoutMs) {
      return joinFailed(ErrorCode.INVALID_SESSION_TIMEOUT, memberId);
    }
    return this.answer(
      () => {
        const parked = new Parked<JoinGroupResponseInput>();
        return this.runtime.write(this.partitionFor(groupId), ({ state }) => ({
          ...joinGroup(state, context, request, parked),
          response: parked.answered,
        }));
      },
      ({ code }) => joinFailed(code, ''),
    );
  }

  syncGroup(request: SyncGroupRequest): Answer<SyncGroupResponseInput> {
    return this.answer(
      () => {
        requireGroupId(request.groupId);
        const parked = new Parked<SyncGroupResponseInput>();
        return this.runtime.write(this.partitionFor(request.groupId), ({ state }) => ({
          ...syncGroup(state, request, parked),
          response: parked.answered,
        }));
      },
      ({ code }) => syncFailed(code),
    );
  }

  /** The error code of the answer. */
  heartbeat(request: HeartbeatRequest): Answer<ErrorCode> {
    return this.answer(
      () => {
        requireGroupId(request.groupId);
        return this.runtime.write(this.partitionFor(request.groupId), ({ state }) => ({
          records: [],
          response: heartbeat(state, request),
        }));
      },
      // While the group is loaded nobody's session runs, so members may carry on.
      ({ code }) => (code === ErrorCode.COORDINATOR_LOAD_IN_PROGRESS ? ErrorCode.NONE : code),
    );
  }

  leaveGroup(request: LeaveGroupRequest): Answer<LeaveGroupResponseInput> {
    return this.answer(
      () => {
        requireGroupId(request.groupId);
        return this.runtime.write(this.partitionFor(request.groupId), ({ state }) =>
          leaveGroup(state, request),
        );
      },
      ({ code }) => {
        if (code !== ErrorCode.UNKNOWN_MEMBER_ID) return { errorCode: code, members: [] };
        const members = request.members.map(({ memberId, groupInstanceId }) => ({
          memberId,
          groupInstanceId,
          errorCode: code,
        }));
        return { errorCode: ErrorCode.NONE, members };
      },
    );
  }

  /** Commits offsets; topics must have both name and id. */
  commitOffsets(
    context: GroupRequestContext,
    request: OffsetCommitRequest,
  ): Answer<OffsetCommitResponseInput> {
    return this.answer(
      () =>
        this.runtime.write(this.partitionFor(request.groupId), ({ state }) =>
          commitOffsets(state, context, request),
        ),
      ({ code }) => ({
        topics: request.topics.map(({ name, topicId, partitions }) => ({
          name,
          topicId,
          partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode: code })),
        })),
      }),
    );
  }

  /** Commits offsets as part of a transaction; they count once its marker is written. */
  commitTransactionalOffsets(
    apiVersion: number,
    request: TxnOffsetCommitRequest,
  ): Answer<TxnOffsetCommitResponseInput> {
    const { groupId } = request;
    return this.answer(
      () => {
        requireGroupId(groupId);
        const partition = this.partitionFor(groupId);
        return whenAnswered(
          this.txnOffsetGuard.obtain(partition, apiVersion, request),
          (producer) =>
            this.runtime.write(partition, ({ state }) =>
              commitTransactionalOffsets(state, { apiVersion }, request, producer),
            ),
        );
      },
      ({ code }) => ({
        throttleTimeMs: 0,
        topics: request.topics.map(({ name, partitions }) => ({
          name,
          partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode: code })),
        })),
      }),
    );
  }

  /** Ends a producer's transaction in a partition of `__consumer_offsets`: its offsets count, or are gone. */
  completeTransaction(partition: number, marker: TransactionMarker): Answer<ErrorCode> {
    return this.answer<ErrorCode>(
      () =>
        whenAnswered(
          this.runtime.completeTransaction(partition, marker),
          (): ErrorCode => ErrorCode.NONE,
        ),
      ({ code }) => code,
    );
  }

  /**
   * The offsets of one group, of all its partitions when `topics` is null. With `requireStable` an offset
   * that an open transaction may replace is answered with UNSTABLE_OFFSET_COMMIT.
   */
  fetchOffsets(
    request: OffsetFetchRequestGroup,
    requireStable = false,
  ): Answer<OffsetFetchResponseGroupInput> {
    const { groupId } = request;
    return this.answer(
      () =>
        this.runtime.read(this.partitionFor(groupId), ({ state }) =>
          fetchOffsets(state, request, requireStable),
        ),
      ({ code }) => {
        // Older consumers do not look for a coordinator again on COORDINATOR_NOT_AVAILABLE here.
        const isUnknown = code === ErrorCode.COORDINATOR_NOT_AVAILABLE;
        return { groupId, topics: [], errorCode: isUnknown ? ErrorCode.NOT_COORDINATOR : code };
      },
    );
  }

  deleteOffsets(request: OffsetDeleteRequest): Answer<OffsetDeleteResponseInput> {
    return this.answer(
      () => {
        requireGroupId(request.groupId);
        return this.runtime.write(this.partitionFor(request.groupId), ({ state }) =>
          deleteOffsets(state, request),
        );
      },
      ({ code }) => ({ errorCode: code, throttleTimeMs: 0, topics: [] }),
    );
  }

  describeGroups(
    context: GroupRequestContext,
    groupIds: readonly string[],
  ): Promise<DescribedGroupInput[]> {
    const described = groupIds.map((groupId) =>
      this.answer(
        () =>
          this.runtime.read(this.partitionFor(groupId), ({ state }) =>
            describeGroup(state, groupId, context.apiVersion),
          ),
        ({ code }) => undescribed(groupId, code),
      ),
    );
    return Promise.all(described);
  }

  async listGroups(request: ListGroupsRequest): Promise<ListGroupsResponseInput> {
    return this.answer<ListGroupsResponseInput>(
      async () => {
        const lists = await this.runtime.readAll(({ state }) => listGroups(state, request));
        return { errorCode: ErrorCode.NONE, groups: lists.flat() };
      },
      ({ code }) => ({ errorCode: code, groups: [] }),
    );
  }

  /** The results in the order of the ids; an id that is named twice has one result. */
  async deleteGroups(groupIds: readonly string[]): Promise<DeletableGroupResultInput[]> {
    const results = [...new Set(groupIds)].map((groupId) =>
      this.answer(
        () =>
          this.runtime.write(this.partitionFor(groupId), ({ state }) =>
            deleteGroups(state, [groupId]),
          ),
        ({ code }) => [{ groupId, errorCode: code }],
      ),
    );
    return (await Promise.all(results)).flat();
  }

  /** Runs what may throw or reject with KafkaError, and turns that into an answer. */
  private answer<R>(run: () => Answer<R>, failed: (error: KafkaError) => R): Answer<R> {
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

function requireGroupId(groupId: string): void {
  if (groupId === '') throw new KafkaError(ErrorCode.INVALID_GROUP_ID);
}
