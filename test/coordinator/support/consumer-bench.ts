// A coordinator of consumer groups on virtual time, topics and a log in memory, and short ways to speak to it.

import type { ErrorCode } from '../../../src/base/error-code.ts';
import type { Uuid } from '../../../src/base/uuid.ts';
import { ConsumerGroupCoordinator } from '../../../src/coordinator/consumer-group-coordinator.ts';
import type { ConsumerGroup } from '../../../src/coordinator/group/consumer/consumer-group.ts';
import { consumerGroup } from '../../../src/coordinator/group/consumer/consumer-group.ts';
import type { GroupConfig } from '../../../src/coordinator/group/group-config.ts';
import type { ConsumerGroupConfig } from '../../../src/coordinator/group/group-coordinator-config.ts';
import { DEFAULT_GROUP_COORDINATOR_CONFIG } from '../../../src/coordinator/group/group-coordinator-config.ts';
import { GroupCoordinator } from '../../../src/coordinator/group-coordinator.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponseInput,
} from '../../../src/protocol/generated/consumer-group-heartbeat.ts';
import { GROUP, NO_CLAIMS } from './group-bench.ts';
import { MemoryPartitionWriter } from './memory-partition-writer.ts';
import { DEFAULT_GROUP_CONFIG, MemoryTopics } from './memory-topics.ts';

export type Beat = Partial<ConsumerGroupHeartbeatRequest> & { readonly version?: number };

export interface ConsumerBenchOptions {
  readonly consumer?: Partial<ConsumerGroupConfig>;
  readonly groupConfig?: Partial<GroupConfig>;
  readonly seed?: number;
}

export class ConsumerBench {
  readonly clock = new VirtualClock();
  readonly topics = new MemoryTopics();
  readonly writer = new MemoryPartitionWriter();
  readonly random: SeededRandom;
  groups: GroupCoordinator;
  consumerGroups: ConsumerGroupCoordinator;
  private readonly options: ConsumerBenchOptions;

  constructor(options: ConsumerBenchOptions = {}) {
    this.options = options;
    this.random = new SeededRandom(options.seed ?? 1);
    this.groups = this.newGroups();
    this.consumerGroups = new ConsumerGroupCoordinator(this.groups.shards);
  }

  /** A second coordinator that knows what is in the log and nothing else. */
  newGroups(): GroupCoordinator {
    const { clock, random, writer, topics, options } = this;
    const plain = DEFAULT_GROUP_COORDINATOR_CONFIG;
    return new GroupCoordinator({
      clock,
      random,
      writer,
      topics,
      logger: silentLogger,
      claims: NO_CLAIMS,
      config: { ...plain, consumer: { ...plain.consumer, ...options.consumer } },
      // Without an interval between assignments each step shows at once.
      groupConfig: () => ({
        ...DEFAULT_GROUP_CONFIG,
        consumerAssignmentIntervalMs: 0,
        ...options.groupConfig,
      }),
    });
  }

  /** The process dies and comes back. */
  restart(): void {
    this.groups.stop();
    this.groups = this.newGroups();
    this.consumerGroups = new ConsumerGroupCoordinator(this.groups.shards);
  }

  advance(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  /** Creates a topic, or gives it this many partitions; groups hear of it. */
  setTopic(name: string, partitions: number): Uuid {
    const { topicId } = this.topics.set(name, partitions);
    this.groups.onTopicsChanged(new Set([name]));
    return topicId;
  }

  deleteTopic(name: string): void {
    this.topics.delete(name);
    this.groups.onTopicsChanged(new Set([name]));
  }

  /** Sends a heartbeat; by default one that says nothing new. */
  async beat(
    memberId: string,
    memberEpoch: number,
    { version = 1, ...fields }: Beat = {},
  ): Promise<ConsumerGroupHeartbeatResponseInput> {
    const context = { apiVersion: version, clientId: 'client', clientHost: '/127.0.0.1' };
    return this.consumerGroups.heartbeat(context, {
      groupId: GROUP,
      memberId,
      memberEpoch,
      instanceId: null,
      rackId: null,
      rebalanceTimeoutMs: -1,
      subscribedTopicNames: null,
      subscribedTopicRegex: null,
      serverAssignor: null,
      topicPartitions: null,
      ...fields,
    });
  }

  /** A heartbeat with which a member joins. */
  join(memberId: string, fields: Beat = {}): Promise<ConsumerGroupHeartbeatResponseInput> {
    const topics = fields.subscribedTopicRegex == null ? ['t'] : null;
    return this.beat(memberId, 0, {
      rebalanceTimeoutMs: 30_000,
      subscribedTopicNames: topics,
      topicPartitions: [],
      ...fields,
    });
  }

  /** The group as the coordinator holds it. */
  async group(groupId: string = GROUP): Promise<ConsumerGroup> {
    const group = await this.groups.shards.read(groupId, (state) =>
      consumerGroup(state.groups.get(groupId)),
    );
    if (group === undefined) throw new Error(`${groupId} is not a consumer group`);
    return group;
  }
}

/** What a heartbeat assigns, by topic; null when it says that nothing has changed. */
export function assignedTo({
  assignment,
}: ConsumerGroupHeartbeatResponseInput): Record<string, readonly number[]> | null {
  if (assignment === null || assignment === undefined) return null;
  return Object.fromEntries(
    assignment.topicPartitions.map(({ topicId, partitions }) => [topicId, partitions]),
  );
}

/** The error of a heartbeat: its code and its words. */
export function errorOf({
  errorCode,
  errorMessage = null,
}: ConsumerGroupHeartbeatResponseInput): readonly [ErrorCode, string | null] {
  return [errorCode as ErrorCode, errorMessage];
}
