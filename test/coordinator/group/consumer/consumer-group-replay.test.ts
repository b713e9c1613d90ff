// What the records of consumer groups make of a group: also those of earlier versions of Apache Kafka, and what
// compaction has left of them.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import type { Uuid } from '../../../../src/base/uuid.ts';
import {
  groupEpochRecord,
  memberRecord,
  memberTombstones,
  targetEpochRecord,
} from '../../../../src/coordinator/group/consumer/consumer-group-records.ts';
import { newConsumerMember } from '../../../../src/coordinator/group/consumer/consumer-member.ts';
import type { CoordinatorRecord } from '../../../../src/coordinator/runtime/partition-writer.ts';
import { ConsumerGroupCurrentMemberAssignmentKey } from '../../../../src/protocol/generated/records/consumer-group-current-member-assignment-key.ts';
import type { ConsumerGroupCurrentMemberAssignmentValueInput } from '../../../../src/protocol/generated/records/consumer-group-current-member-assignment-value.ts';
import { ConsumerGroupCurrentMemberAssignmentValue } from '../../../../src/protocol/generated/records/consumer-group-current-member-assignment-value.ts';
import { ConsumerGroupPartitionMetadataKey } from '../../../../src/protocol/generated/records/consumer-group-partition-metadata-key.ts';
import { ConsumerGroupPartitionMetadataValue } from '../../../../src/protocol/generated/records/consumer-group-partition-metadata-value.ts';
import { encodeRecordKey, encodeRecordValue } from '../../../../src/protocol/record-bytes.ts';
import { ConsumerBench } from '../../support/consumer-bench.ts';
import { GROUP } from '../../support/group-bench.ts';

const TOPIC_ID = 'AAECAwQFBgcICQoLDA0ODw' as Uuid;

const GROUP_WITH_A: readonly CoordinatorRecord[] = [
  memberRecord(GROUP, 'a', { ...newConsumerMember('a'), rebalanceTimeoutMs: 1_000 }),
  groupEpochRecord(GROUP, { epoch: 5, metadataHash: -1n }),
  targetEpochRecord(GROUP, { assignmentEpoch: 5, assignmentTimestamp: 0 }),
];

function current(
  value: Partial<ConsumerGroupCurrentMemberAssignmentValueInput>,
): CoordinatorRecord {
  return {
    key: encodeRecordKey(ConsumerGroupCurrentMemberAssignmentKey, {
      groupId: GROUP,
      memberId: 'a',
    }),
    value: encodeRecordValue(ConsumerGroupCurrentMemberAssignmentValue, {
      memberEpoch: 5,
      previousMemberEpoch: 4,
      state: 0,
      assignedPartitions: [],
      partitionsPendingRevocation: [],
      ...value,
    }),
  };
}

function benchWith(...records: readonly CoordinatorRecord[]): ConsumerBench {
  const bench = new ConsumerBench();
  bench.writer.append(0, { records, timestampMs: 0 });
  return bench;
}

describe('partitions that were stored without the epochs of their assignment', () => {
  it.each([
    ['in which the member is', 5, 5],
    ['0 when it has left for a while', -2, 0],
  ])('were assigned in that %s', async (_, memberEpoch, epoch) => {
    const assignedPartitions = [{ topicId: TOPIC_ID, partitions: [1], assignmentEpochs: null }];
    const bench = benchWith(...GROUP_WITH_A, current({ memberEpoch, assignedPartitions }));
    const member = (await bench.group()).members.get('a');
    expect(member?.assigned).toEqual(new Map([[TOPIC_ID, new Map([[1, epoch]])]]));
  });
});

it('a member in a state that is not known begins anew, without partitions', async () => {
  const bench = benchWith(...GROUP_WITH_A, current({ state: 9 }));
  const fenced = await bench.beat('a', 5);
  expect(fenced.errorCode).toBe(ErrorCode.FENCED_MEMBER_EPOCH);
  const answer = await bench.beat('a', 5, { topicPartitions: [] });
  expect(answer.errorCode).toBe(ErrorCode.NONE);
  expect((await bench.group()).members.get('a')?.state).toBe('stable');
});

it('the topics that earlier versions stored are removed at the next chance', async () => {
  const key = encodeRecordKey(ConsumerGroupPartitionMetadataKey, { groupId: GROUP });
  const value = encodeRecordValue(ConsumerGroupPartitionMetadataValue, { topics: [] });
  const bench = benchWith(...GROUP_WITH_A, current({}), { key, value });
  await bench.beat('a', 5);
  expect(bench.writer.log(0).some((record) => record.key?.equals(key) && !record.value)).toBe(true);
  expect((await bench.group()).hasTopicsRecord).toBe(false);
});

it('tombstones of what is not there are passed over', async () => {
  const bench = benchWith(
    ...memberTombstones(GROUP, 'z'),
    groupEpochRecord(GROUP, null),
    targetEpochRecord(GROUP, null),
    ...GROUP_WITH_A,
    ...memberTombstones(GROUP, 'z'),
  );
  expect([...(await bench.group()).members.keys()]).toEqual(['a']);
});

it('a group that only held offsets gives way to the group of the records', async () => {
  const bench = new ConsumerBench();
  await bench.commit(7);
  bench.writer.append(0, { records: GROUP_WITH_A, timestampMs: 0 });
  bench.restart();
  expect(await bench.typeOf()).toBe('consumer');
  expect(await bench.fetch()).toBe(7);
});
