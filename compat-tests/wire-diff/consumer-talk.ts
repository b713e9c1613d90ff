// What a chapter says to one consumer group of the consumer protocol, and what the group has stored.

import { setTimeout as sleep } from 'node:timers/promises';
import { ConsumerGroupDescribe } from '../../src/protocol/generated/consumer-group-describe.ts';
import type {
  ConsumerGroupHeartbeatRequestInput,
  ConsumerGroupHeartbeatResponse,
} from '../../src/protocol/generated/consumer-group-heartbeat.ts';
import { ConsumerGroupHeartbeat } from '../../src/protocol/generated/consumer-group-heartbeat.ts';
import { OffsetCommit } from '../../src/protocol/generated/offset-commit.ts';
import { OffsetFetch } from '../../src/protocol/generated/offset-fetch.ts';
import { ConsumerGroupCurrentMemberAssignmentKey } from '../../src/protocol/generated/records/consumer-group-current-member-assignment-key.ts';
import { ConsumerGroupCurrentMemberAssignmentValue } from '../../src/protocol/generated/records/consumer-group-current-member-assignment-value.ts';
import { ConsumerGroupMemberMetadataKey } from '../../src/protocol/generated/records/consumer-group-member-metadata-key.ts';
import { ConsumerGroupMemberMetadataValue } from '../../src/protocol/generated/records/consumer-group-member-metadata-value.ts';
import { ConsumerGroupMetadataKey } from '../../src/protocol/generated/records/consumer-group-metadata-key.ts';
import { ConsumerGroupMetadataValue } from '../../src/protocol/generated/records/consumer-group-metadata-value.ts';
import { ConsumerGroupRegularExpressionKey } from '../../src/protocol/generated/records/consumer-group-regular-expression-key.ts';
import { ConsumerGroupRegularExpressionValue } from '../../src/protocol/generated/records/consumer-group-regular-expression-value.ts';
import { ConsumerGroupTargetAssignmentMemberKey } from '../../src/protocol/generated/records/consumer-group-target-assignment-member-key.ts';
import { ConsumerGroupTargetAssignmentMemberValue } from '../../src/protocol/generated/records/consumer-group-target-assignment-member-value.ts';
import { ConsumerGroupTargetAssignmentMetadataKey } from '../../src/protocol/generated/records/consumer-group-target-assignment-metadata-key.ts';
import { ConsumerGroupTargetAssignmentMetadataValue } from '../../src/protocol/generated/records/consumer-group-target-assignment-metadata-value.ts';
import type { RecordCodecs } from './group-records.ts';
import { storedRecords } from './group-records.ts';
import type { Side } from './side.ts';

const ATTEMPTS = 400;
const PAUSE_MS = 25;

/** What a heartbeat says beside its epoch. */
export interface Beat extends Partial<Omit<ConsumerGroupHeartbeatRequestInput, 'memberEpoch'>> {
  readonly version?: number;
  /** What the member owns, by topic. */
  readonly owned?: Readonly<Record<string, readonly number[]>>;
}

export class ConsumerTalk {
  readonly groupId: string;
  readonly #side: Side;

  constructor(side: Side, groupId: string) {
    this.#side = side;
    this.groupId = groupId;
  }

  /** Sends a heartbeat, and notes the answer and the words of its error. */
  async beat(name: string, memberEpoch: number, beat: Beat = {}) {
    const { version = 1 } = beat;
    const request = this.#request(memberEpoch, beat);
    const title = `${this.groupId}: ${name}`;
    const answer = await this.#side.compare(title, ConsumerGroupHeartbeat, version, request);
    if (answer?.errorMessage) this.#side.note(`${title}, v${version}, said`, answer.errorMessage);
    return answer;
  }

  /** A heartbeat with which a member joins. */
  join(name: string, beat: Beat = {}) {
    const topics = beat.subscribedTopicRegex === undefined ? { subscribedTopicNames: ['c4'] } : {};
    return this.beat(name, 0, {
      rebalanceTimeoutMs: 60_000,
      topicPartitions: [],
      ...topics,
      ...beat,
    });
  }

  /** Beats until the member has this epoch, and notes the answer that says so. */
  async untilEpoch(name: string, from: number, epoch: number, beat: Beat = {}): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const answer = await this.#ask(from, beat);
      if (answer.memberEpoch === epoch) {
        this.#side.note(`${this.groupId}: ${name}, epoch ${epoch}`, answer);
        return;
      }
      await sleep(PAUSE_MS);
    }
    throw new Error(`${name}: epoch ${epoch} never comes on ${this.#side.broker.kind}`);
  }

  async describe(name: string, includeAuthorizedOperations = false): Promise<void> {
    const request = { groupIds: [this.groupId], includeAuthorizedOperations };
    for (const version of [0, 1]) {
      const title = `${this.groupId}: ${name}`;
      const answer = await this.#side.compare(title, ConsumerGroupDescribe, version, request);
      const message = answer?.groups[0]?.errorMessage;
      if (message) this.#side.note(`${title}, v${version}, description said`, message);
    }
  }

  commit(name: string, memberId: string, epoch: number, version = 9) {
    const partitions = [{ partitionIndex: 0, committedOffset: 5, committedMetadata: '' }];
    const { groupId } = this;
    return this.#side.compare(`${groupId}: ${name}`, OffsetCommit, version, {
      groupId,
      generationIdOrMemberEpoch: epoch,
      memberId,
      topics: [{ name: 'c4', partitions }],
    });
  }

  fetch(name: string, memberId: string | null, memberEpoch: number) {
    const topics = [{ name: 'c4', partitionIndexes: [0, 1] }];
    const groups = [{ groupId: this.groupId, memberId, memberEpoch, topics }];
    const request = { groups, requireStable: false };
    return this.#side.compare(`${this.groupId}: ${name}`, OffsetFetch, 9, request);
  }

  /** Notes the records of the group, in order. */
  async noteRecords(): Promise<void> {
    const records = await storedRecords(this.#side, this.groupId, CODECS);
    this.#side.note(`records of ${this.groupId}`, records);
  }

  #ask(memberEpoch: number, beat: Beat): Promise<ConsumerGroupHeartbeatResponse> {
    const request = this.#request(memberEpoch, beat);
    return this.#side.ask(ConsumerGroupHeartbeat, 1, request);
  }

  #request(memberEpoch: number, { version: _, owned, ...beat }: Beat) {
    const topicPartitions = owned && {
      topicPartitions: Object.entries(owned).map(([topic, partitions]) => {
        return { topicId: this.#side.idOf(topic), partitions };
      }),
    };
    return { groupId: this.groupId, memberId: 'a', memberEpoch, ...topicPartitions, ...beat };
  }
}

/** Of keys and values. */
const CODECS = [
  [ConsumerGroupMetadataKey, ConsumerGroupMetadataValue],
  [ConsumerGroupMemberMetadataKey, ConsumerGroupMemberMetadataValue],
  [ConsumerGroupTargetAssignmentMetadataKey, ConsumerGroupTargetAssignmentMetadataValue],
  [ConsumerGroupTargetAssignmentMemberKey, ConsumerGroupTargetAssignmentMemberValue],
  [ConsumerGroupCurrentMemberAssignmentKey, ConsumerGroupCurrentMemberAssignmentValue],
  [ConsumerGroupRegularExpressionKey, ConsumerGroupRegularExpressionValue],
] as unknown as readonly RecordCodecs[];
