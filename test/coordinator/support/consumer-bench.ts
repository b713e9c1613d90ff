// A coordinator of consumer groups on virtual time, topics and a log in memory, and short ways to speak to it.
// Members of the classic protocol speak as they do to any group (group-bench.ts).

import type { ErrorCode } from '../../../src/base/error-code.ts';
import type { Uuid } from '../../../src/base/uuid.ts';
import { ConsumerGroupCoordinator } from '../../../src/coordinator/consumer-group-coordinator.ts';
import type { ConsumerGroup } from '../../../src/coordinator/group/consumer/consumer-group.ts';
import { consumerGroup } from '../../../src/coordinator/group/consumer/consumer-group.ts';
import type { GroupConfig } from '../../../src/coordinator/group/group-config.ts';
import type {
  ConsumerGroupConfig,
  GroupCoordinatorConfig,
} from '../../../src/coordinator/group/group-coordinator-config.ts';
import { DEFAULT_GROUP_COORDINATOR_CONFIG } from '../../../src/coordinator/group/group-coordinator-config.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponseInput,
} from '../../../src/protocol/generated/consumer-group-heartbeat.ts';
import { GROUP, GroupBench } from './group-bench.ts';
import { MemoryPartitionWriter } from './memory-partition-writer.ts';
import { DEFAULT_GROUP_CONFIG, MemoryTopics } from './memory-topics.ts';

export type Beat = Partial<ConsumerGroupHeartbeatRequest> & { readonly version?: number };

export interface ConsumerBenchOptions extends Partial<Omit<GroupCoordinatorConfig, 'consumer'>> {
  readonly consumer?: Partial<ConsumerGroupConfig>;
  readonly groupConfig?: Partial<GroupConfig>;
  readonly seed?: number;
}

export class ConsumerBench extends GroupBench {
  readonly topics: MemoryTopics;

  constructor({ consumer, groupConfig, seed, ...config }: ConsumerBenchOptions = {}) {
    const topics = new MemoryTopics();
    const defaults = DEFAULT_GROUP_COORDINATOR_CONFIG.consumer;
    // Without an interval between assignments each step shows at once.
    const plain = { ...DEFAULT_GROUP_CONFIG, consumerAssignmentIntervalMs: 0 };
    super(
      { ...config, consumer: { ...defaults, ...consumer } },
      new MemoryPartitionWriter(),
      seed,
      { topics, groupConfig: () => ({ ...plain, ...groupConfig }) },
    );
    this.topics = topics;
  }

  get consumerGroups(): ConsumerGroupCoordinator {
    return new ConsumerGroupCoordinator(this.coordinator.shards);
  }

  /** Creates a topic, or gives it this many partitions; groups hear of it. */
  setTopic(name: string, partitions: number): Uuid {
    const { topicId } = this.topics.set(name, partitions);
    this.coordinator.onTopicsChanged(new Set([name]));
    return topicId;
  }

  deleteTopic(name: string): void {
    this.topics.delete(name);
    this.coordinator.onTopicsChanged(new Set([name]));
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

  /** A heartbeat with which a member of the consumer protocol joins. */
  enter(memberId: string, fields: Beat = {}): Promise<ConsumerGroupHeartbeatResponseInput> {
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
    const group = await this.coordinator.shards.read(groupId, (state) =>
      consumerGroup(state.groups.get(groupId)),
    );
    if (group === undefined) throw new Error(`${groupId} is not a consumer group`);
    return group;
  }

  /** The kind of group that it is now. */
  async typeOf(groupId: string = GROUP): Promise<string | undefined> {
    return this.coordinator.shards.read(groupId, (state) => state.groups.get(groupId)?.type);
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
