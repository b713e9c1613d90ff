// What a chapter says to one share group, and what the group has stored.

import { setTimeout as sleep } from 'node:timers/promises';
import { partitionFor } from '../../src/coordinator/runtime/partition-for.ts';
import { AlterShareGroupOffsets } from '../../src/protocol/generated/alter-share-group-offsets.ts';
import { DeleteGroups } from '../../src/protocol/generated/delete-groups.ts';
import { DeleteShareGroupOffsets } from '../../src/protocol/generated/delete-share-group-offsets.ts';
import { DescribeShareGroupOffsets } from '../../src/protocol/generated/describe-share-group-offsets.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { ShareGroupCurrentMemberAssignmentKey } from '../../src/protocol/generated/records/share-group-current-member-assignment-key.ts';
import { ShareGroupCurrentMemberAssignmentValue } from '../../src/protocol/generated/records/share-group-current-member-assignment-value.ts';
import { ShareGroupMemberMetadataKey } from '../../src/protocol/generated/records/share-group-member-metadata-key.ts';
import { ShareGroupMemberMetadataValue } from '../../src/protocol/generated/records/share-group-member-metadata-value.ts';
import { ShareGroupMetadataKey } from '../../src/protocol/generated/records/share-group-metadata-key.ts';
import { ShareGroupMetadataValue } from '../../src/protocol/generated/records/share-group-metadata-value.ts';
import { ShareGroupStatePartitionMetadataKey } from '../../src/protocol/generated/records/share-group-state-partition-metadata-key.ts';
import { ShareGroupStatePartitionMetadataValue } from '../../src/protocol/generated/records/share-group-state-partition-metadata-value.ts';
import { ShareGroupTargetAssignmentMemberKey } from '../../src/protocol/generated/records/share-group-target-assignment-member-key.ts';
import { ShareGroupTargetAssignmentMemberValue } from '../../src/protocol/generated/records/share-group-target-assignment-member-value.ts';
import { ShareGroupTargetAssignmentMetadataKey } from '../../src/protocol/generated/records/share-group-target-assignment-metadata-key.ts';
import { ShareGroupTargetAssignmentMetadataValue } from '../../src/protocol/generated/records/share-group-target-assignment-metadata-value.ts';
import { ShareGroupDescribe } from '../../src/protocol/generated/share-group-describe.ts';
import type { ShareGroupHeartbeatResponse } from '../../src/protocol/generated/share-group-heartbeat.ts';
import { ShareGroupHeartbeat } from '../../src/protocol/generated/share-group-heartbeat.ts';
import type { RecordCodec } from '../../src/protocol/message.ts';
import {
  decodeRecordKey,
  decodeRecordValue,
  peekRecordType,
} from '../../src/protocol/record-bytes.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { recordsOf } from '../../src/record/record.ts';
import { isRecord } from './difference.ts';
import type { Side } from './side.ts';

const ATTEMPTS = 400;
const PAUSE_MS = 25;
/** As many as the topic has by default. */
const OFFSETS_PARTITIONS = 50;

/** What a heartbeat says beside its member. */
export interface Beat {
  readonly memberId?: string;
  readonly rackId?: string | null;
  readonly topics?: readonly string[] | null;
}

export class ShareTalk {
  readonly groupId: string;
  readonly #side: Side;

  constructor(side: Side, groupId: string) {
    this.#side = side;
    this.groupId = groupId;
  }

  /** Sends a heartbeat and notes the answer. */
  compareBeat(name: string, memberEpoch: number, beat: Beat = {}) {
    const request = this.#request(memberEpoch, beat);
    return this.#side.compare(name, ShareGroupHeartbeat, 1, request);
  }

  /** Beats until the group has brought the member to this epoch, and notes the answer that says so. */
  async untilEpoch(name: string, epoch: number, beat: Beat = {}): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const answer = await this.beat(await this.epochOf(beat.memberId ?? 'a'), beat);
      if (answer.memberEpoch === epoch) {
        this.#side.note(`${name}, epoch ${epoch}`, answer);
        return;
      }
      await sleep(PAUSE_MS);
    }
    throw new Error(`${name}: epoch ${epoch} never comes on ${this.#side.broker.kind}`);
  }

  beat(memberEpoch: number, beat: Beat = {}): Promise<ShareGroupHeartbeatResponse> {
    return this.#side.ask(ShareGroupHeartbeat, 1, this.#request(memberEpoch, beat));
  }

  async epochOf(memberId: string): Promise<number> {
    const request = { groupIds: [this.groupId], includeAuthorizedOperations: false };
    const { groups } = await this.#side.ask(ShareGroupDescribe, 1, request);
    return groups[0]?.members.find((member) => member.memberId === memberId)?.memberEpoch ?? -9;
  }

  compareDescription(name: string, includeAuthorizedOperations = false) {
    const request = { groupIds: [this.groupId], includeAuthorizedOperations };
    return this.#side.compare(name, ShareGroupDescribe, 1, request);
  }

  compareOffsets(name: string, topics: Readonly<Record<string, number[]>> | null, version = 1) {
    const asked =
      topics &&
      Object.entries(topics).map(([topicName, partitions]) => ({ topicName, partitions }));
    const request = { groups: [{ groupId: this.groupId, topics: asked }] };
    return this.#side.compare(name, DescribeShareGroupOffsets, version, request);
  }

  compareAlteration(name: string, topics: Readonly<Record<string, Record<number, number>>>) {
    const altered = Object.entries(topics).map(([topicName, offsets]) => ({
      topicName,
      partitions: Object.entries(offsets).map(([partition, startOffset]) => ({
        partitionIndex: Number(partition),
        startOffset,
      })),
    }));
    const request = { groupId: this.groupId, topics: altered };
    return this.#side.compare(name, AlterShareGroupOffsets, 0, request);
  }

  compareForgetting(name: string, ...topics: readonly string[]) {
    const named = topics.map((topicName) => ({ topicName }));
    const request = { groupId: this.groupId, topics: named };
    return this.#side.compare(name, DeleteShareGroupOffsets, 0, request);
  }

  compareDeletion(name: string) {
    return this.#side.compare(name, DeleteGroups, 2, { groupsNames: [this.groupId] });
  }

  /** Notes the records of the group in `__consumer_offsets`, in order, without those that change nothing. */
  async noteRecords(name: string): Promise<void> {
    const partition = partitionFor(this.groupId, OFFSETS_PARTITIONS);
    const asked = { partition, fetchOffset: 0, partitionMaxBytes: 1_000_000 };
    const topics = [{ topic: '__consumer_offsets', partitions: [asked] }];
    const limits = { maxWaitMs: 0, minBytes: 0, maxBytes: 1_000_000 };
    const answer = await this.#side.ask(Fetch, 12, { ...limits, topics } as never);
    const { records } = answer.responses[0]?.partitions[0] ?? {};
    const notes = [...batchesIn(records ?? Buffer.alloc(0))].flatMap((batch) =>
      [...recordsOf(batch)].flatMap(({ key, value }) => this.#recordNote(key, value)),
    );
    this.#side.note(name, notes.filter(isChange));
  }

  #recordNote(key: Buffer | null, value: Buffer | null): unknown[] {
    const codecs = CODECS.find(([{ type }]) => key !== null && type === peekRecordType(key));
    if (codecs === undefined || key === null) return [];
    const [keyCodec, valueCodec] = codecs;
    const keyMessage = decodeRecordKey(keyCodec, key);
    if (keyMessage.groupId !== this.groupId) return [];
    const plain = value && decodeRecordValue(valueCodec, value);
    return [{ record: valueCodec.name, key: keyMessage, value: sorted(plain) }];
  }

  #request(memberEpoch: number, { memberId = 'a', rackId = null, topics = null }: Beat) {
    return { groupId: this.groupId, memberId, memberEpoch, rackId, subscribedTopicNames: topics };
  }
}

/** Apache Kafka writes what it has written before when topics are forgotten of which nothing is known. */
function isChange(note: unknown, at: number, notes: readonly unknown[]): boolean {
  return JSON.stringify(note) !== JSON.stringify(notes[at - 1]);
}

type AnyCodec = RecordCodec<{ readonly groupId: string }>;

/** Of keys and values. */
const CODECS = [
  [ShareGroupMemberMetadataKey, ShareGroupMemberMetadataValue],
  [ShareGroupMetadataKey, ShareGroupMetadataValue],
  [ShareGroupTargetAssignmentMetadataKey, ShareGroupTargetAssignmentMetadataValue],
  [ShareGroupTargetAssignmentMemberKey, ShareGroupTargetAssignmentMemberValue],
  [ShareGroupCurrentMemberAssignmentKey, ShareGroupCurrentMemberAssignmentValue],
  [ShareGroupStatePartitionMetadataKey, ShareGroupStatePartitionMetadataValue],
] as unknown as readonly (readonly [AnyCodec, AnyCodec])[];

/** Lists of a record come from hash tables; the hash of topics whose ids differ differs too. */
function sorted(value: unknown): unknown {
  if (typeof value === 'bigint') return value === 0n ? 'no topics' : 'a hash';
  if (Array.isArray(value)) {
    return value.map(sorted).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)]));
}

/** Ids come by chance: topics of a chapter differ in how many partitions they have. */
function rank(item: unknown): string {
  return JSON.stringify(isRecord(item) && 'partitions' in item ? item.partitions : item);
}
