// The group coordinator as handlers see it: one method per API, request in, response out. It validates what
// needs no group, finds the partition of `__consumer_offsets` that owns the group, and turns what the
// runtime refuses into the answer that the API has for it.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../base/internal-topics.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Uuid } from '../base/uuid.ts';
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
import { beat, join, leave, sync } from './group/classic-protocol-requests.ts';
import { deleteGroups } from './group/delete-groups.ts';
import type { GroupCoordinatorConfig } from './group/group-coordinator-config.ts';
import { describeGroup, listGroups, undescribed } from './group/group-queries.ts';
import { commitOffsets } from './group/offsets/offset-commit.ts';
import { deleteOffsets, forgetTopics } from './group/offsets/offset-delete.ts';
import { fetchOffsets } from './group/offsets/offset-fetch.ts';
import { commitTransactionalOffsets } from './group/offsets/txn-offset-commit.ts';
import { TxnOffsetGuard } from './group/offsets/txn-offset-guard.ts';
import type { GroupRequestContext } from './group/request-context.ts';
import type { GroupShardsOptions } from './group-shards.ts';
import { GroupShards } from './group-shards.ts';
import type { TransactionMarker } from './runtime/partition-writer.ts';
import type { AppendClaims } from './transaction/append-claim.ts';

export interface GroupCoordinatorOptions extends GroupShardsOptions {
  /** Where transactional commits are asked about. */
  readonly claims: AppendClaims;
}

export class GroupCoordinator {
  /** What the services of other kinds of groups stand on. */
  readonly shards: GroupShards;
  private readonly txnOffsetGuard: TxnOffsetGuard;

  constructor(options: GroupCoordinatorOptions) {
    this.shards = new GroupShards(options);
    this.txnOffsetGuard = new TxnOffsetGuard(options.writer, options.claims);
  }

  /** Follows changed properties from now on. */
  updateConfig(config: GroupCoordinatorConfig): void {
    this.shards.config = config;
  }

  /** The partition of `__consumer_offsets` that owns the group. */
  partitionFor(groupId: string): number {
    return this.shards.partitionFor(groupId);
  }

  /** Begins to load what this broker coordinates: sessions and retention run though nobody asks. */
  load(): void {
    this.shards.runtime.loadAll();
  }

  /** Gives a partition up; its members are told NOT_COORDINATOR. */
  unload(partition: number): void {
    this.shards.runtime.unload(partition);
  }

  /** Stops all timers and answers everyone who waits. */
  stop(): void {
    this.shards.runtime.stop();
  }

  /**
   * Removes the offsets of topics (name → id) that were deleted; with `__consumer_offsets` itself, everything
   * is gone. Never rejects with KafkaError.
   */
  async onTopicsDeleted(topics: ReadonlyMap<string, Uuid>): Promise<void> {
    if (topics.has(CONSUMER_OFFSETS_TOPIC)) this.shards.runtime.unloadAll();
    return this.shards.runtime.writeAll(({ state }) => forgetTopics(state, topics));
  }

  /** Tells the groups that are loaded of topics that were created, grew or went. */
  onTopicsChanged(topics: ReadonlySet<string>): void {
    this.shards.runtime.forEachLoaded((shard) => shard.onTopicsChanged(topics));
  }

  joinGroup(
    context: GroupRequestContext,
    request: JoinGroupRequest,
  ): Answer<JoinGroupResponseInput> {
    const { groupId, memberId, sessionTimeoutMs } = request;
    const { minSessionTimeoutMs, maxSessionTimeoutMs } = this.shards.config;
    if (groupId === '') return joinFailed(ErrorCode.INVALID_GROUP_ID, memberId);
    if (sessionTimeoutMs < minSessionTimeoutMs || sessionTimeoutMs > maxSessionTimeoutMs) {
      return joinFailed(ErrorCode.INVALID_SESSION_TIMEOUT, memberId);
    }
    return this.shards.answer(
      () => {
        return this.shards.write(groupId, (state) => join(state, context, request));
      },
      ({ code }) => joinFailed(code, ''),
    );
  }

  syncGroup(request: SyncGroupRequest): Answer<SyncGroupResponseInput> {
    return this.shards.answer(
      () => {
        requireGroupId(request.groupId);
        return this.shards.write(request.groupId, (state) => sync(state, request));
      },
      ({ code }) => syncFailed(code),
    );
  }

  /** The error code of the answer. */
  heartbeat(request: HeartbeatRequest): Answer<ErrorCode> {
    return this.shards.answer(
      () => {
        requireGroupId(request.groupId);
        return this.shards.write(request.groupId, (state) => beat(state, request));
      },
      // While the group is loaded nobody's session runs, so members may carry on.
      ({ code }) => (code === ErrorCode.COORDINATOR_LOAD_IN_PROGRESS ? ErrorCode.NONE : code),
    );
  }

  leaveGroup(request: LeaveGroupRequest): Answer<LeaveGroupResponseInput> {
    return this.shards.answer(
      () => {
        requireGroupId(request.groupId);
        return this.shards.write(request.groupId, (state) => leave(state, request));
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
    return this.shards.answer(
      () => this.shards.write(request.groupId, (state) => commitOffsets(state, context, request)),
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
    return this.shards.answer(
      () => {
        requireGroupId(groupId);
        const partition = this.partitionFor(groupId);
        return whenAnswered(
          this.txnOffsetGuard.obtain(partition, apiVersion, request),
          (producer) =>
            this.shards.runtime.write(partition, ({ state }) =>
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
    return this.shards.answer<ErrorCode>(
      () =>
        whenAnswered(
          this.shards.runtime.completeTransaction(partition, marker),
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
    return this.shards.answer(
      () => this.shards.read(groupId, (state) => fetchOffsets(state, request, requireStable)),
      ({ code }) => {
        // Older consumers do not look for a coordinator again on COORDINATOR_NOT_AVAILABLE here.
        const isUnknown = code === ErrorCode.COORDINATOR_NOT_AVAILABLE;
        return { groupId, topics: [], errorCode: isUnknown ? ErrorCode.NOT_COORDINATOR : code };
      },
    );
  }

  deleteOffsets(request: OffsetDeleteRequest): Answer<OffsetDeleteResponseInput> {
    return this.shards.answer(
      () => {
        requireGroupId(request.groupId);
        return this.shards.write(request.groupId, (state) => deleteOffsets(state, request));
      },
      ({ code }) => ({ errorCode: code, throttleTimeMs: 0, topics: [] }),
    );
  }

  describeGroups(
    context: GroupRequestContext,
    groupIds: readonly string[],
  ): Promise<DescribedGroupInput[]> {
    const described = groupIds.map((groupId) =>
      this.shards.answer(
        () =>
          this.shards.read(groupId, (state) => describeGroup(state, groupId, context.apiVersion)),
        ({ code }) => undescribed(groupId, code),
      ),
    );
    return Promise.all(described);
  }

  async listGroups(request: ListGroupsRequest): Promise<ListGroupsResponseInput> {
    return this.shards.answer<ListGroupsResponseInput>(
      async () => {
        const lists = await this.shards.runtime.readAll(({ state }) => listGroups(state, request));
        return { errorCode: ErrorCode.NONE, groups: lists.flat() };
      },
      ({ code }) => ({ errorCode: code, groups: [] }),
    );
  }

  /** The results in the order of the ids; an id that is named twice has one result. */
  async deleteGroups(groupIds: readonly string[]): Promise<DeletableGroupResultInput[]> {
    const results = [...new Set(groupIds)].map((groupId) =>
      this.shards.answer(
        () => this.shards.write(groupId, (state) => deleteGroups(state, [groupId])),
        ({ code }) => [{ groupId, errorCode: code }],
      ),
    );
    return (await Promise.all(results)).flat();
  }
}

function requireGroupId(groupId: string): void {
  if (groupId === '') throw new KafkaError(ErrorCode.INVALID_GROUP_ID);
}
