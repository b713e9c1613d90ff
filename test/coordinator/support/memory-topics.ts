// Topics as groups see them, in memory: a test creates, grows and deletes them. And the configs of a group that
// sets none.

import type { Uuid } from '../../../src/base/uuid.ts';
import type { GroupConfig } from '../../../src/coordinator/group/group-config.ts';
import type { GroupTopic, GroupTopics } from '../../../src/coordinator/group/group-topics.ts';

export class MemoryTopics implements GroupTopics {
  private readonly topics = new Map<string, GroupTopic>();
  private created = 0;
  revision = 0;

  /** Creates the topic; a topic of that name goes on with the partitions given now. */
  set(name: string, partitions: number, racks: readonly (readonly string[])[] = []): GroupTopic {
    const topicId = this.topics.get(name)?.topicId ?? this.nextId();
    const topic = { topicId, name, partitions, racksOf: (at: number) => racks[at] ?? [] };
    this.topics.set(name, topic);
    this.revision += 1;
    return topic;
  }

  delete(name: string): void {
    this.topics.delete(name);
    this.revision += 1;
  }

  byName(name: string): GroupTopic | undefined {
    return this.topics.get(name);
  }

  byId(topicId: Uuid): GroupTopic | undefined {
    return [...this.topics.values()].find((topic) => topic.topicId === topicId);
  }

  names(): Iterable<string> {
    return this.topics.keys();
  }

  private nextId(): Uuid {
    this.created += 1;
    const bytes = Buffer.alloc(16);
    bytes.writeUInt32BE(this.created, 12);
    return bytes.toString('base64url') as Uuid;
  }
}

/** Apache Kafka's defaults. */
export const DEFAULT_GROUP_CONFIG: GroupConfig = {
  consumerSessionTimeoutMs: 45_000,
  consumerHeartbeatIntervalMs: 5_000,
  consumerAssignmentIntervalMs: 1_000,
  shareSessionTimeoutMs: 45_000,
  shareHeartbeatIntervalMs: 5_000,
  shareAssignmentIntervalMs: 1_000,
  shareAutoOffsetReset: 'latest',
  streamsSessionTimeoutMs: 45_000,
  streamsHeartbeatIntervalMs: 5_000,
  streamsAssignmentIntervalMs: 1_000,
  streamsInitialRebalanceDelayMs: 3_000,
  streamsNumStandbyReplicas: 0,
};

/** What a group coordinator knows of the world in a test without topics. */
export const NO_TOPICS = { topics: new MemoryTopics(), groupConfig: () => DEFAULT_GROUP_CONFIG };
