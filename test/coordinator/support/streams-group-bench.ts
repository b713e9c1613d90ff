// The coordinator of Streams groups on virtual time, with topics and a log in memory, and short ways to speak
// to it.

import type { GroupConfig } from '../../../src/coordinator/group/group-config.ts';
import type { GroupCoordinatorConfig } from '../../../src/coordinator/group/group-coordinator-config.ts';
import { DEFAULT_GROUP_COORDINATOR_CONFIG } from '../../../src/coordinator/group/group-coordinator-config.ts';
import { GroupState } from '../../../src/coordinator/group/group-state.ts';
import { replay } from '../../../src/coordinator/group/replay.ts';
import type { InternalTopic } from '../../../src/coordinator/group/streams/configure-topology.ts';
import { StreamsGroup } from '../../../src/coordinator/group/streams/streams-group.ts';
import type { TaskEpochMap, TaskMap } from '../../../src/coordinator/group/streams/tasks.ts';
import { GroupCoordinator } from '../../../src/coordinator/group-coordinator.ts';
import type { StoredRecord } from '../../../src/coordinator/runtime/partition-writer.ts';
import { StreamsGroupCoordinator } from '../../../src/coordinator/streams-group-coordinator.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import type { Subtopology } from '../../../src/protocol/generated/records/streams-group-topology-value.ts';
import type { DescribedGroupInput } from '../../../src/protocol/generated/streams-group-describe.ts';
import type {
  StreamsGroupHeartbeatRequest,
  StreamsGroupHeartbeatResponseInput,
} from '../../../src/protocol/generated/streams-group-heartbeat.ts';
import { subtopology } from '../group/streams/support/topologies.ts';
import { NO_CLAIMS } from './group-bench.ts';
import { MemoryPartitionWriter } from './memory-partition-writer.ts';
import { DEFAULT_GROUP_CONFIG, MemoryTopics } from './memory-topics.ts';

export const GROUP = 'app';
export const SECOND_MS = 1000;
export const REBALANCE_MS = 60_000;

/** One subtopology that reads the topic of the bench. */
export const SIMPLE: Subtopology[] = [subtopology('0', { sources: ['in'] })];

export type Beat = Partial<StreamsGroupHeartbeatRequest>;
export type Answered = StreamsGroupHeartbeatResponseInput;

export interface BenchOptions {
  readonly maxSize?: number;
  readonly group?: Partial<GroupConfig>;
}

/** Tasks as `subtopology_partition`, in order. */
export function names(tasks: TaskMap | TaskEpochMap | Answered['activeTasks']): string[] {
  if (tasks === null || tasks === undefined) return [];
  const listed = tasks instanceof Map ? [...tasks].map(([id, ids]) => [id, [...ids.keys()]]) : [];
  const told = Array.isArray(tasks)
    ? (tasks as NonNullable<Answered['activeTasks']>).map((one) => [
        one.subtopologyId,
        one.partitions,
      ])
    : [];
  const all = [...listed, ...told] as [string, readonly number[]][];
  return all.flatMap(([id, partitions]) => partitions.map((at) => `${id}_${at}`)).sort();
}

export class StreamsGroupBench {
  readonly clock = new VirtualClock();
  readonly writer = new MemoryPartitionWriter();
  readonly topics = new MemoryTopics();
  readonly config: GroupCoordinatorConfig;
  groupConfig: GroupConfig;
  /** What the broker was asked to create, and what is wrong with topics of these names. */
  readonly asked: InternalTopic[][] = [];
  readonly refusals = new Map<string, string>();
  /** Whether the broker creates what it is asked to. */
  creates = true;
  groups: GroupCoordinator;
  streams: StreamsGroupCoordinator;

  constructor({ maxSize = 100, group = {} }: BenchOptions = {}) {
    this.config = { ...DEFAULT_GROUP_COORDINATOR_CONFIG, streams: { maxSize } };
    this.groupConfig = { ...DEFAULT_GROUP_CONFIG, streamsInitialRebalanceDelayMs: 0, ...group };
    this.topics.set('in', 4);
    [this.groups, this.streams] = this.open();
  }

  /** The process dies and comes back. */
  restart(): void {
    this.groups.stop();
    [this.groups, this.streams] = this.open();
  }

  advance(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  async beat(memberId: string, memberEpoch: number, fields: Beat = {}): Promise<Answered> {
    const context = { apiVersion: 0, clientId: `${memberId}-client`, clientHost: '/127.0.0.1' };
    return this.streams.heartbeat(context, {
      groupId: GROUP,
      memberId,
      memberEpoch,
      endpointInformationEpoch: 0,
      instanceId: null,
      rackId: null,
      rebalanceTimeoutMs: -1,
      topology: null,
      activeTasks: null,
      standbyTasks: null,
      warmupTasks: null,
      processId: null,
      userEndpoint: null,
      clientTags: null,
      taskOffsets: null,
      taskEndOffsets: null,
      shutdownApplication: false,
      ...fields,
    });
  }

  /** A heartbeat that joins, in a process of its own. */
  join(memberId: string, fields: Beat = {}, subtopologies = SIMPLE): Promise<Answered> {
    return this.beat(memberId, 0, {
      rebalanceTimeoutMs: REBALANCE_MS,
      topology: { epoch: 0, subtopologies },
      processId: `${memberId}-process`,
      activeTasks: [],
      standbyTasks: [],
      warmupTasks: [],
      ...fields,
    });
  }

  leave(memberId: string, fields: Beat = {}): Promise<Answered> {
    return this.beat(memberId, -1, fields);
  }

  async describe(groupId: string = GROUP): Promise<DescribedGroupInput> {
    const [described] = await this.streams.describeGroups([groupId]);
    if (described === undefined) throw new Error('not described');
    return described;
  }

  /** A topic comes into being, or grows. */
  grow(topic: string, partitions: number): void {
    this.topics.set(topic, partitions);
    this.groups.onTopicsChanged(new Set([topic]));
  }

  deleteTopic(topic: string): void {
    this.topics.delete(topic);
    this.groups.onTopicsChanged(new Set([topic]));
  }

  /** The live state of all groups. */
  get state(): GroupState {
    return this.groups.shards.read(GROUP, (state) => state) as GroupState;
  }

  group(groupId: string = GROUP): StreamsGroup {
    const group = this.state.groups.get(groupId);
    if (group instanceof StreamsGroup) return group;
    throw new Error(`${groupId} is no streams group`);
  }

  epochOf(memberId: string): number {
    return this.group().members.get(memberId)?.memberEpoch ?? Number.NaN;
  }

  /** The active tasks that a member has. */
  activeOf(memberId: string): string[] {
    return names(this.group().members.get(memberId)?.assigned.active ?? new Map());
  }

  /** The state that these records make. */
  replayed(records: readonly StoredRecord[]): GroupState {
    const { clock, config, topics } = this;
    const state = new GroupState({
      clock,
      random: new SeededRandom(1),
      logger: silentLogger,
      scheduler: { schedule: () => ({ cancel: () => {} }), execute: () => {} },
      config: () => config,
      topics,
      groupConfig: () => this.groupConfig,
    });
    for (const record of records) replay(state, record);
    return state;
  }

  private open(): [GroupCoordinator, StreamsGroupCoordinator] {
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
    const topicCreator = { create: (wanted: readonly InternalTopic[]) => this.create(wanted) };
    const streams = new StreamsGroupCoordinator({
      shards: groups.shards,
      topicCreator,
      clock,
      logger,
    });
    return [groups, streams];
  }

  private async create(wanted: readonly InternalTopic[]): Promise<ReadonlyMap<string, string>> {
    this.asked.push([...wanted]);
    const refused = wanted.flatMap(({ name }) => {
      const reason = this.refusals.get(name);
      return reason === undefined ? [] : [[name, reason] as const];
    });
    for (const { name, partitions } of wanted) {
      if (this.creates && !this.refusals.has(name)) this.grow(name, partitions);
    }
    return new Map(refused);
  }
}
