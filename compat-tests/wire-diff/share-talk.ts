// What a chapter says to one share group, and what the group has stored.

import { setTimeout as sleep } from 'node:timers/promises';
import { AlterShareGroupOffsets } from '../../src/protocol/generated/alter-share-group-offsets.ts';
import { DeleteGroups } from '../../src/protocol/generated/delete-groups.ts';
import { DeleteShareGroupOffsets } from '../../src/protocol/generated/delete-share-group-offsets.ts';
import { DescribeShareGroupOffsets } from '../../src/protocol/generated/describe-share-group-offsets.ts';
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
import type { RecordCodecs } from './group-records.ts';
import { storedRecords } from './group-records.ts';
import type { Side } from './side.ts';

const ATTEMPTS = 400;
const PAUSE_MS = 25;

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
    this.#side.note(name, await storedRecords(this.#side, this.groupId, CODECS));
  }

  #request(memberEpoch: number, { memberId = 'a', rackId = null, topics = null }: Beat) {
    return { groupId: this.groupId, memberId, memberEpoch, rackId, subscribedTopicNames: topics };
  }
}

/** Of keys and values. */
const CODECS = [
  [ShareGroupMemberMetadataKey, ShareGroupMemberMetadataValue],
  [ShareGroupMetadataKey, ShareGroupMetadataValue],
  [ShareGroupTargetAssignmentMetadataKey, ShareGroupTargetAssignmentMetadataValue],
  [ShareGroupTargetAssignmentMemberKey, ShareGroupTargetAssignmentMemberValue],
  [ShareGroupCurrentMemberAssignmentKey, ShareGroupCurrentMemberAssignmentValue],
  [ShareGroupStatePartitionMetadataKey, ShareGroupStatePartitionMetadataValue],
] as unknown as readonly RecordCodecs[];
