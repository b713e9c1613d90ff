// A group coordinator on virtual time and a log in memory, and short ways to speak to it.

import { ErrorCode } from '../../../src/base/error-code.ts';
import type { Uuid } from '../../../src/base/uuid.ts';
import { ZERO_UUID } from '../../../src/base/uuid.ts';
import type { GroupCoordinatorConfig } from '../../../src/coordinator/group/group-coordinator-config.ts';
import { DEFAULT_GROUP_COORDINATOR_CONFIG } from '../../../src/coordinator/group/group-coordinator-config.ts';
import type { GroupCoordinatorOptions } from '../../../src/coordinator/group-coordinator.ts';
import { GroupCoordinator } from '../../../src/coordinator/group-coordinator.ts';
import type { AppendClaims } from '../../../src/coordinator/transaction/append-claim.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import type { DescribedGroupInput } from '../../../src/protocol/generated/describe-groups.ts';
import type {
  JoinGroupRequest,
  JoinGroupResponseInput,
} from '../../../src/protocol/generated/join-group.ts';
import type { LeaveGroupResponseInput } from '../../../src/protocol/generated/leave-group.ts';
import type { OffsetFetchResponseGroupInput } from '../../../src/protocol/generated/offset-fetch.ts';
import type { SyncGroupResponseInput } from '../../../src/protocol/generated/sync-group.ts';
import { MemoryPartitionWriter } from './memory-partition-writer.ts';
import { NO_TOPICS } from './memory-topics.ts';

/** A transaction coordinator that has nothing against anybody. */
export const NO_CLAIMS: AppendClaims = {
  isVerificationEnabled: true,
  claim: () => () => ErrorCode.NONE,
};

export const GROUP = 'g';
export const SESSION_MS = 10_000;
export const REBALANCE_MS = 30_000;
export const TOPIC_ID = 'AAECAwQFBgcICQoLDA0ODw' as Uuid;

/** A consumer's subscription, version 0. */
export function subscriptionTo(...topics: readonly string[]): Buffer {
  const parts = [Buffer.from([0, 0]), int32(topics.length)];
  for (const topic of topics) parts.push(Buffer.from([0, topic.length]), Buffer.from(topic));
  return Buffer.concat([...parts, int32(-1)]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

export interface JoinOptions extends Partial<Omit<JoinGroupRequest, 'protocols'>> {
  readonly version?: number;
  readonly clientId?: string;
  /** Protocol names, or names with their metadata. */
  readonly protocols?: readonly (string | readonly [string, Buffer])[];
}

/** A request that may still wait: `response` is null until it is answered. */
export interface Pending<R> {
  readonly answered: Promise<R>;
  response: R | null;
}

function pending<R>(answer: R | Promise<R>): Pending<R> {
  const handle: Pending<R> = { answered: Promise.resolve(answer), response: null };
  void handle.answered.then((response) => {
    handle.response = response;
  });
  return handle;
}

export interface Joined {
  readonly memberId: string;
  readonly generation: number;
}

/** What groups know of topics, and of their own configs. */
export type GroupWorld = Pick<GroupCoordinatorOptions, 'topics' | 'groupConfig'>;

export class GroupBench {
  readonly clock = new VirtualClock();
  readonly random: SeededRandom;
  readonly writer: MemoryPartitionWriter;
  readonly config: GroupCoordinatorConfig;
  private readonly world: GroupWorld;
  coordinator: GroupCoordinator;

  constructor(
    config: Partial<GroupCoordinatorConfig> = {},
    writer: MemoryPartitionWriter = new MemoryPartitionWriter(),
    seed = 1,
    world: GroupWorld = NO_TOPICS,
  ) {
    this.world = world;
    this.config = { ...DEFAULT_GROUP_COORDINATOR_CONFIG, ...config };
    this.writer = writer;
    this.random = new SeededRandom(seed);
    this.coordinator = this.newCoordinator();
  }

  /** A second coordinator that knows what is in the log and nothing else. */
  newCoordinator(config: GroupCoordinatorConfig = this.config): GroupCoordinator {
    const { clock, random, writer } = this;
    const claims = NO_CLAIMS;
    const services = { clock, random, logger: silentLogger, ...this.world };
    return new GroupCoordinator({ ...services, writer, config, claims });
  }

  /** The process dies and comes back. */
  restart(config: GroupCoordinatorConfig = this.config): void {
    this.coordinator.stop();
    this.coordinator = this.newCoordinator(config);
  }

  /** Lets everything happen that is due now. */
  settle(): Promise<void> {
    return this.clock.advance(0);
  }

  advance(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  join(options: JoinOptions = {}): Pending<JoinGroupResponseInput> {
    const { version = 9, clientId = 'client', protocols = ['range'], ...fields } = options;
    const context = { apiVersion: version, clientId, clientHost: '/127.0.0.1' };
    const request: JoinGroupRequest = {
      groupId: GROUP,
      sessionTimeoutMs: SESSION_MS,
      rebalanceTimeoutMs: REBALANCE_MS,
      memberId: '',
      groupInstanceId: null,
      protocolType: 'consumer',
      reason: null,
      protocols: protocols.map((protocol) => {
        if (typeof protocol !== 'string') return { name: protocol[0], metadata: protocol[1] };
        return { name: protocol, metadata: subscriptionTo('t') };
      }),
      ...fields,
    };
    return pending(this.coordinator.joinGroup(context, request));
  }

  sync(
    member: Joined,
    assignments: Readonly<Record<string, string | Buffer>> = {},
    fields: {
      readonly groupInstanceId?: string;
      readonly protocolType?: string;
      readonly protocolName?: string;
    } = {},
  ): Pending<SyncGroupResponseInput> {
    return pending(
      this.coordinator.syncGroup({
        groupId: GROUP,
        generationId: member.generation,
        memberId: member.memberId,
        groupInstanceId: null,
        protocolType: null,
        protocolName: null,
        assignments: Object.entries(assignments).map(([memberId, assignment]) => ({
          memberId,
          assignment: typeof assignment === 'string' ? Buffer.from(assignment) : assignment,
        })),
        ...fields,
      }),
    );
  }

  async heartbeat(member: Joined, groupInstanceId: string | null = null): Promise<ErrorCode> {
    const { memberId, generation } = member;
    return this.coordinator.heartbeat({
      groupId: GROUP,
      generationId: generation,
      memberId,
      groupInstanceId,
    });
  }

  async leave(
    ...members: readonly { readonly memberId: string; readonly groupInstanceId?: string }[]
  ): Promise<LeaveGroupResponseInput> {
    return this.coordinator.leaveGroup({
      groupId: GROUP,
      memberId: '',
      members: members.map((member) => ({ groupInstanceId: null, reason: null, ...member })),
    });
  }

  /** Commits one offset and returns its error code. */
  async commit(
    offset: number,
    options: {
      readonly member?: Joined;
      readonly groupId?: string;
      readonly groupInstanceId?: string;
      readonly topic?: string;
      readonly topicId?: Uuid;
      readonly partition?: number;
      readonly metadata?: string | null;
      readonly leaderEpoch?: number;
      readonly retentionMs?: number;
      readonly version?: number;
    } = {},
  ): Promise<number> {
    const context = { apiVersion: options.version ?? 9, clientId: 'client', clientHost: '/h' };
    const response = await this.coordinator.commitOffsets(context, {
      groupId: options.groupId ?? GROUP,
      generationIdOrMemberEpoch: options.member?.generation ?? -1,
      memberId: options.member?.memberId ?? '',
      groupInstanceId: options.groupInstanceId ?? null,
      retentionTimeMs: options.retentionMs ?? -1,
      topics: [
        {
          name: options.topic ?? 't',
          topicId: options.topicId ?? TOPIC_ID,
          partitions: [
            {
              partitionIndex: options.partition ?? 0,
              committedOffset: offset,
              committedLeaderEpoch: options.leaderEpoch ?? -1,
              committedMetadata: options.metadata ?? null,
            },
          ],
        },
      ],
    });
    return response.topics[0]?.partitions[0]?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR;
  }

  /** Everything that the group has committed. */
  async fetchAll(groupId: string = GROUP): Promise<OffsetFetchResponseGroupInput> {
    return this.coordinator.fetchOffsets({
      groupId,
      memberId: null,
      memberEpoch: -1,
      topics: null,
    });
  }

  /** The committed offset of a partition; -1 when there is none. */
  async fetch(topic = 't', partition = 0, groupId: string = GROUP): Promise<number> {
    const topics = [{ name: topic, topicId: ZERO_UUID, partitionIndexes: [partition] }];
    const request = { groupId, memberId: null, memberEpoch: -1, topics };
    const response = await this.coordinator.fetchOffsets(request);
    return response.topics[0]?.partitions[0]?.committedOffset ?? Number.NaN;
  }

  async describe(groupId: string = GROUP, version = 6): Promise<DescribedGroupInput> {
    const context = { apiVersion: version, clientId: '', clientHost: '/h' };
    const [group] = await this.coordinator.describeGroups(context, [groupId]);
    if (group === undefined) throw new Error('a group that is asked for is described');
    return group;
  }

  async state(groupId: string = GROUP): Promise<string> {
    return (await this.describe(groupId)).groupState;
  }

  /** A new dynamic member that has been told its id and comes back with it. */
  async joinTwice(options: JoinOptions = {}): Promise<Pending<JoinGroupResponseInput>> {
    const first = await this.join(options).answered;
    const second = this.join({ ...options, memberId: first.memberId });
    await this.settle();
    return second;
  }

  /** A stable group of this many dynamic members, the leader first. */
  async stableGroup(size = 1, options: JoinOptions = {}): Promise<Joined[]> {
    const joins = Array.from({ length: size }, () => this.join({ version: 3, ...options }));
    await this.settle();
    const members = joins.map((join) => joinedMember(join));
    const assignments = Object.fromEntries(
      members.map(({ memberId }, at) => [memberId, `assignment-${at}`]),
    );
    const leaderId = joins[0]?.response?.leader;
    const leaderFirst = [...members].sort(
      (a, b) => Number(b.memberId === leaderId) - Number(a.memberId === leaderId),
    );
    for (const member of leaderFirst) this.sync(member, assignments);
    await this.settle();
    return leaderFirst;
  }
}

/** The member that a JoinGroup has made; throws when it waits still or failed. */
export function joinedMember(join: Pending<JoinGroupResponseInput>): Joined {
  if (join.response === null) throw new Error('the member still waits');
  const { errorCode, memberId, generationId = -1 } = join.response;
  if (errorCode !== ErrorCode.NONE) throw new Error(`the member was refused: ${errorCode}`);
  return { memberId, generation: generationId };
}
