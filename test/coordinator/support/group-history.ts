// A random life of a few groups, step by step, from a seed: members join, sync, leave, fall silent, commit;
// topics and groups go; the log refuses records; the process restarts.

import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import { heartbeat } from '../../../src/coordinator/group/classic/heartbeat.ts';
import { joinGroup } from '../../../src/coordinator/group/classic/join-group.ts';
import { leaveGroup } from '../../../src/coordinator/group/classic/leave-group.ts';
import { syncGroup } from '../../../src/coordinator/group/classic/sync-group.ts';
import { deleteGroups } from '../../../src/coordinator/group/delete-groups.ts';
import { DEFAULT_GROUP_COORDINATOR_CONFIG } from '../../../src/coordinator/group/group-coordinator-config.ts';
import { GroupShard } from '../../../src/coordinator/group/group-shard.ts';
import { GroupState } from '../../../src/coordinator/group/group-state.ts';
import { commitOffsets } from '../../../src/coordinator/group/offsets/offset-commit.ts';
import {
  deleteOffsets,
  forgetTopics,
} from '../../../src/coordinator/group/offsets/offset-delete.ts';
import { replay } from '../../../src/coordinator/group/replay.ts';
import { CoordinatorRuntime } from '../../../src/coordinator/runtime/coordinator-runtime.ts';
import { Parked } from '../../../src/coordinator/runtime/parked.ts';
import type { StoredRecord } from '../../../src/coordinator/runtime/partition-writer.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import type { JoinGroupResponseInput } from '../../../src/protocol/generated/join-group.ts';
import type { SyncGroupResponseInput } from '../../../src/protocol/generated/sync-group.ts';
import { drawWeighted } from './draw-weighted.ts';
import { subscriptionTo, TOPIC_ID } from './group-bench.ts';
import { MemoryPartitionWriter } from './memory-partition-writer.ts';
import { NO_TOPICS } from './memory-topics.ts';

const GROUPS = ['a', 'b', 'c'];
const TOPICS = ['t', 'u'];
const INSTANCES = ['one', 'two'];
const PROTOCOLS = [['range'], ['range', 'sticky'], ['sticky', 'range']];
const MINUTE_MS = 60_000;

const CONFIG = {
  ...DEFAULT_GROUP_COORDINATOR_CONFIG,
  maxGroupSize: 4,
  initialRebalanceDelayMs: 200,
  offsetsRetentionMs: 10 * MINUTE_MS,
  offsetsRetentionCheckIntervalMs: MINUTE_MS,
};

interface KnownMember {
  readonly groupId: string;
  readonly memberId: string;
  readonly instanceId: string | null;
  generation: number;
}

export class GroupHistory {
  readonly clock = new VirtualClock();
  readonly writer = new MemoryPartitionWriter();
  /** What was done, for the message of a failure. */
  readonly steps: string[] = [];
  unanswered = 0;
  private readonly random: SeededRandom;
  private members: KnownMember[] = [];
  private runtime: CoordinatorRuntime<GroupShard>;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    this.runtime = this.newRuntime();
  }

  /** The live state. */
  get state(): GroupState {
    return this.runtime.read(0, ({ state }) => state) as GroupState;
  }

  /** The state that these records make. */
  replay(records: readonly StoredRecord[]): GroupState {
    const scheduler = { schedule: () => ({ cancel: () => {} }), execute: () => {} };
    const state = this.newState(scheduler);
    for (const record of records) replay(state, record);
    return state;
  }

  /** Does one random thing. */
  async step(): Promise<void> {
    const actions: [weight: number, name: string, act: () => unknown][] = [
      [8, 'join', () => this.join()],
      [3, 'rejoin', () => this.rejoin()],
      [6, 'sync', () => this.sync()],
      [10, 'round', () => this.round()],
      [2, 'leave', () => this.leave()],
      [8, 'commit', () => this.commit()],
      [1, 'delete offset', () => this.deleteOffset()],
      [1, 'delete group', () => this.deleteGroup()],
      [1, 'delete topic', () => this.deleteTopic()],
      [6, 'time', () => this.clock.advance(this.random.below(4_000))],
      [1, 'much time', () => this.clock.advance(this.random.below(5 * MINUTE_MS))],
      [1, 'restart', () => this.restart()],
    ];
    const [, name, act] = drawWeighted(this.random, actions);
    this.steps.push(name);
    const mayFail = ['join', 'rejoin', 'sync', 'commit', 'delete group'].includes(name);
    if (mayFail && this.random.below(12) === 0) {
      this.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    }
    await this.tolerant(act);
    this.writer.appendError = null;
    await this.clock.advance(0);
  }

  /** Gives the partition up, so that everyone who waits is answered. */
  async end(): Promise<void> {
    this.runtime.stop();
    await this.clock.advance(0);
  }

  private async tolerant(act: () => unknown): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
    }
  }

  private newState(
    scheduler: ConstructorParameters<typeof GroupState>[0]['scheduler'],
  ): GroupState {
    const { clock, random } = this;
    const services = { clock, random, logger: silentLogger, ...NO_TOPICS };
    return new GroupState({ ...services, scheduler, config: () => CONFIG });
  }

  private newRuntime(): CoordinatorRuntime<GroupShard> {
    return new CoordinatorRuntime<GroupShard>({
      topic: 'groups',
      clock: this.clock,
      logger: silentLogger,
      writer: this.writer,
      commitTimeoutMs: () => 5_000,
      createShard: (_partition, scheduler) => new GroupShard(this.newState(scheduler)),
    });
  }

  private restart(): void {
    this.runtime.stop();
    this.runtime = this.newRuntime();
  }

  private pick<T>(list: readonly T[]): T {
    const picked = list[this.random.below(list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  private track<R>(answer: R | Promise<R>, then: (response: R) => void): void {
    this.unanswered += 1;
    void Promise.resolve(answer).then(
      (response) => {
        this.unanswered -= 1;
        then(response);
      },
      () => {
        this.unanswered -= 1;
      },
    );
  }

  private join(): void {
    const instanceId = this.random.below(3) === 0 ? this.pick(INSTANCES) : null;
    this.sendJoin({ groupId: this.pick(GROUPS), memberId: '', instanceId, generation: -1 });
  }

  private rejoin(): void {
    if (this.members.length > 0) this.sendJoin(this.pick(this.members));
  }

  private sendJoin({ groupId, memberId, instanceId }: KnownMember): void {
    const parked = new Parked<JoinGroupResponseInput>();
    const context = { apiVersion: 3 + this.random.below(7), clientId: 'c', clientHost: '/h' };
    const metadata = subscriptionTo(this.pick(TOPICS));
    const request = {
      groupId,
      sessionTimeoutMs: 10_000,
      rebalanceTimeoutMs: 20_000,
      memberId,
      groupInstanceId: instanceId,
      protocolType: this.random.below(20) === 0 ? 'other' : 'consumer',
      protocols: this.pick(PROTOCOLS).map((name) => ({ name, metadata })),
      reason: null,
    };
    const answer = this.runtime.write(0, ({ state }) => ({
      ...joinGroup(state, context, request, parked),
      response: parked.answered,
    }));
    this.track(answer, (response) => {
      if (response.memberId === '') return;
      this.members = this.members.filter((member) => member.memberId !== response.memberId);
      const generation = response.generationId ?? -1;
      this.members.push({ groupId, memberId: response.memberId, instanceId, generation });
    });
  }

  private sync(): void {
    if (this.members.length > 0) this.sendSync(this.pick(this.members));
  }

  private sendSync({ groupId, memberId, instanceId, generation }: KnownMember): void {
    const parked = new Parked<SyncGroupResponseInput>();
    const assignments = this.members.map((member) => ({
      memberId: member.memberId,
      assignment: this.random.bytes(4),
    }));
    const request = {
      groupId,
      generationId: generation,
      memberId,
      groupInstanceId: instanceId,
      protocolType: null,
      protocolName: null,
      assignments,
    };
    const answer = this.runtime.write(0, ({ state }) => ({
      ...syncGroup(state, request, parked),
      response: parked.answered,
    }));
    this.track(answer, () => {});
  }

  /** What well-behaved clients do: all members of a group beat, join again where they must, and sync. */
  private async round(): Promise<void> {
    const groupId = this.pick(GROUPS);
    for (const member of this.members.filter((known) => known.groupId === groupId)) {
      const code = this.heartbeat(member);
      if (code === ErrorCode.UNKNOWN_MEMBER_ID || code === ErrorCode.FENCED_INSTANCE_ID) {
        this.members = this.members.filter((known) => known !== member);
      }
      if (code !== ErrorCode.NONE) this.sendJoin(member);
    }
    await this.clock.advance(500);
    for (const member of this.members.filter((known) => known.groupId === groupId)) {
      this.sendSync(member);
    }
  }

  private heartbeat({ groupId, memberId, instanceId, generation }: KnownMember): unknown {
    const request = { groupId, generationId: generation, memberId, groupInstanceId: instanceId };
    try {
      return this.runtime.write(0, ({ state }) => ({
        records: [],
        response: heartbeat(state, request),
      }));
    } catch (error) {
      if (error instanceof KafkaError) return error.code;
      throw error;
    }
  }

  private leave(): void {
    if (this.members.length === 0) return;
    const { groupId, memberId, instanceId } = this.pick(this.members);
    const members = [{ memberId, groupInstanceId: instanceId, reason: null }];
    const answer = this.runtime.write(0, ({ state }) =>
      leaveGroup(state, { groupId, memberId: '', members }),
    );
    this.track(answer, () => {});
  }

  private commit(): unknown {
    const isMember = this.members.length > 0 && this.random.below(3) > 0;
    const nobody = { groupId: this.pick(GROUPS), memberId: '', instanceId: null, generation: -1 };
    const { groupId, memberId, instanceId, generation } = isMember
      ? this.pick(this.members)
      : nobody;
    const partitions = [0, 1].map((partitionIndex) => ({
      partitionIndex,
      committedOffset: this.random.below(1_000),
      committedLeaderEpoch: this.random.below(5) - 1,
      committedMetadata: this.random.below(2) === 0 ? null : 'm',
    }));
    const request = {
      groupId,
      generationIdOrMemberEpoch: generation,
      memberId,
      groupInstanceId: instanceId,
      retentionTimeMs: this.random.below(5) === 0 ? MINUTE_MS : -1,
      topics: [{ name: this.pick(TOPICS), topicId: TOPIC_ID, partitions }],
    };
    const context = { apiVersion: 9, clientId: 'c', clientHost: '/h' };
    return this.runtime.write(0, ({ state }) => commitOffsets(state, context, request));
  }

  private deleteOffset(): unknown {
    const topics = [{ name: this.pick(TOPICS), partitions: [{ partitionIndex: 1 }] }];
    const groupId = this.pick(GROUPS);
    return this.runtime.write(0, ({ state }) => deleteOffsets(state, { groupId, topics }));
  }

  private deleteGroup(): unknown {
    return this.runtime.write(0, ({ state }) => deleteGroups(state, [this.pick(GROUPS)]));
  }

  private deleteTopic(): unknown {
    const topics = new Map([[this.pick(TOPICS), TOPIC_ID]]);
    return this.runtime.writeAll(({ state }) => forgetTopics(state, topics));
  }
}
