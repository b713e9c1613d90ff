// The coordinator of share groups on virtual time, with topics, a log and a share coordinator in memory, and
// short ways to speak to it.

import type { Uuid } from '../../../src/base/uuid.ts';
import type { GroupConfig } from '../../../src/coordinator/group/group-config.ts';
import type { GroupCoordinatorConfig } from '../../../src/coordinator/group/group-coordinator-config.ts';
import { DEFAULT_GROUP_COORDINATOR_CONFIG } from '../../../src/coordinator/group/group-coordinator-config.ts';
import type { GroupState } from '../../../src/coordinator/group/group-state.ts';
import { ShareGroup } from '../../../src/coordinator/group/share/share-group.ts';
import { GroupCoordinator } from '../../../src/coordinator/group-coordinator.ts';
import { ShareGroupCoordinator } from '../../../src/coordinator/share-group-coordinator.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import type { AlterShareGroupOffsetsResponseInput } from '../../../src/protocol/generated/alter-share-group-offsets.ts';
import type { DeleteShareGroupOffsetsResponseInput } from '../../../src/protocol/generated/delete-share-group-offsets.ts';
import type { ShareGroupHeartbeatResponseInput } from '../../../src/protocol/generated/share-group-heartbeat.ts';
import { NO_CLAIMS } from './group-bench.ts';
import { MemoryPartitionWriter } from './memory-partition-writer.ts';
import { MemorySharePersister } from './memory-share-persister.ts';
import { DEFAULT_GROUP_CONFIG, MemoryTopics } from './memory-topics.ts';

export const GROUP = 'workers';
export const TOPIC = 'tasks';
export const SECOND_MS = 1000;

export interface BeatOptions {
  readonly groupId?: string;
  readonly topics?: readonly string[];
  readonly rackId?: string;
  readonly clientId?: string;
}

export class ShareGroupBench {
  readonly clock = new VirtualClock();
  readonly writer = new MemoryPartitionWriter();
  readonly persister = new MemorySharePersister();
  readonly topics = new MemoryTopics();
  readonly config: GroupCoordinatorConfig;
  groupConfig: GroupConfig;
  /** Where each partition ends. */
  latestOffset: (topic: string, partition: number) => number = () => 100;
  groups: GroupCoordinator;
  shares: ShareGroupCoordinator;

  constructor({
    share = {},
    group = {},
  }: {
    readonly share?: Partial<GroupCoordinatorConfig['share']>;
    readonly group?: Partial<GroupConfig>;
  } = {}) {
    const defaults = DEFAULT_GROUP_COORDINATOR_CONFIG;
    this.config = { ...defaults, share: { ...defaults.share, ...share } };
    this.groupConfig = { ...DEFAULT_GROUP_CONFIG, ...group };
    this.topics.set(TOPIC, 2);
    this.persister.knows = (topicId) => this.topics.byId(topicId) !== undefined;
    [this.groups, this.shares] = this.open();
  }

  /** The process dies and comes back; what the share coordinator has not answered it never does. */
  restart(): void {
    this.groups.stop();
    [this.groups, this.shares] = this.open();
  }

  advance(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  async beat(
    memberId: string,
    memberEpoch: number,
    options: BeatOptions = {},
  ): Promise<ShareGroupHeartbeatResponseInput> {
    const { clientId = 'client', groupId = GROUP, topics = null, rackId = null } = options;
    const context = { apiVersion: 1, clientId, clientHost: '/127.0.0.1' };
    const subscribedTopicNames = topics && [...topics];
    const request = { groupId, memberId, memberEpoch, rackId, subscribedTopicNames };
    return this.shares.heartbeat(context, request);
  }

  /** A heartbeat that joins; to the topic of the bench unless others are given. */
  join(memberId: string, options: BeatOptions = {}): Promise<ShareGroupHeartbeatResponseInput> {
    return this.beat(memberId, 0, { topics: [TOPIC], ...options });
  }

  leave(memberId: string): Promise<ShareGroupHeartbeatResponseInput> {
    return this.beat(memberId, -1);
  }

  /** Members that have joined and have been told all that there is for them. */
  async settled(...memberIds: readonly string[]): Promise<void> {
    for (const memberId of memberIds) await this.join(memberId);
    await this.round(...memberIds);
    await this.round(...memberIds);
  }

  /** Time for a new assignment, and a heartbeat of each member with the epoch that it has. */
  async round(...memberIds: readonly string[]): Promise<void> {
    await this.advance(SECOND_MS);
    for (const memberId of memberIds) await this.beat(memberId, this.epochOf(memberId));
  }

  async alter(
    startOffset: number,
    { topic = TOPIC, partition = 0 }: { readonly topic?: string; readonly partition?: number } = {},
  ): Promise<AlterShareGroupOffsetsResponseInput> {
    const partitions = [{ partitionIndex: partition, startOffset }];
    return this.shares.alterOffsets({ groupId: GROUP, topics: [{ topicName: topic, partitions }] });
  }

  async forget(...topics: readonly string[]): Promise<DeleteShareGroupOffsetsResponseInput> {
    const named = topics.map((topicName) => ({ topicName }));
    return this.shares.deleteOffsets({ groupId: GROUP, topics: named });
  }

  async remove(groupId: string = GROUP): Promise<number | undefined> {
    const refusal = await this.shares.deleteStates(groupId);
    if (refusal !== 0) return refusal;
    return (await this.groups.deleteGroups([groupId]))[0]?.errorCode;
  }

  /** A topic grows, or comes into being. */
  grow(topic: string, partitions: number): void {
    this.topics.set(topic, partitions);
    this.groups.onTopicsChanged(new Set([topic]));
  }

  async deleteTopic(topic: string): Promise<void> {
    const id = this.idOf(topic);
    this.topics.delete(topic);
    this.groups.onTopicsChanged(new Set([topic]));
    await this.shares.onTopicsDeleted(new Set([id]));
  }

  idOf(topic: string): Uuid {
    const found = this.topics.byName(topic);
    if (found === undefined) throw new Error(`there is no topic ${topic}`);
    return found.topicId;
  }

  /** The live state of all groups. */
  get state(): GroupState {
    return this.groups.shards.read(GROUP, (state) => state) as GroupState;
  }

  group(groupId: string = GROUP): ShareGroup {
    const group = this.state.groups.get(groupId);
    if (group instanceof ShareGroup) return group;
    throw new Error(`${groupId} is no share group`);
  }

  epochOf(memberId: string): number {
    return this.group().members.get(memberId)?.memberEpoch ?? Number.NaN;
  }

  /** What a member has, as `topic-partition`. */
  assigned(memberId: string): string[] {
    const assigned = this.group().members.get(memberId)?.assigned ?? new Map();
    return [...assigned].flatMap(([topicId, partitions]) =>
      partitions.map((partition: number) => `${this.topics.byId(topicId)?.name}-${partition}`),
    );
  }

  /** The partitions that have a state, as `topic-partition`. */
  initialized(): string[] {
    return [...this.group().statePartitions.initialized.values()].flatMap(({ name, partitions }) =>
      Array.from(partitions, (partition) => `${name}-${partition}`),
    );
  }

  private open(): [GroupCoordinator, ShareGroupCoordinator] {
    const { clock, writer, config, topics } = this;
    const logger = silentLogger;
    const groups = new GroupCoordinator({
      clock,
      random: new SeededRandom(1),
      logger,
      writer,
      config,
      claims: NO_CLAIMS,
      topics,
      groupConfig: () => this.groupConfig,
    });
    const shares = new ShareGroupCoordinator({
      shards: groups.shards,
      persister: this.persister,
      topics,
      latestOffset: (topic, partition) => this.latestOffset(topic, partition),
      logger,
    });
    return [groups, shares];
  }
}
