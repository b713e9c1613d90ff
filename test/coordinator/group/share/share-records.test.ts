// The records of share groups, as Apache Kafka 4.3.1 wrote them: a member joined the group `golden` for the topic
// `tasks` of two partitions, was assigned both, and left.

import { expect, it } from 'vitest';
import type { Uuid } from '../../../../src/base/uuid.ts';
import { groupHash, topicHash } from '../../../../src/coordinator/group/modern/metadata-hash.ts';
import { newMember } from '../../../../src/coordinator/group/share/share-group-member.ts';
import {
  currentRecord,
  groupEpochRecord,
  memberRecord,
  statePartitionsRecord,
  targetEpochRecord,
  targetRecord,
} from '../../../../src/coordinator/group/share/share-group-records.ts';
import { NO_STATE_PARTITIONS } from '../../../../src/coordinator/group/share/state-partitions.ts';
import type { CoordinatorRecord } from '../../../../src/coordinator/runtime/partition-writer.ts';
import { ShareGroupBench } from '../../support/share-group-bench.ts';

const GROUP = 'golden';
const TASKS = 'sAU7Fp0XQgek4gptBJizEA' as Uuid;
const TASKS_ID = 'b0053b169d174207a4e20a6d0498b310';
const TASKS_BOTH = `02${TASKS_ID}0300000000000000010000`;
const TASKS_NAMED = `02${TASKS_ID}067461736b7303000000000000000100`;

const MEMBER_KEY = '000a0006676f6c64656e000161';
const GROUP_KEY = '000b0006676f6c64656e';
const TARGET_EPOCH_KEY = '000c0006676f6c64656e';
const TARGET_KEY = '000d0006676f6c64656e000161';
const CURRENT_KEY = '000e0006676f6c64656e000161';
const STATE_KEY = '000f0006676f6c64656e';

const RECORDS: readonly (readonly [key: string, value: string | null])[] = [
  [MEMBER_KEY, '0000056c6566740a776972652d646966660b2f3132372e302e302e3102067461736b7300'],
  [GROUP_KEY, '00000000000217d3239b0ef2d55400'],
  [TARGET_KEY, '00000100'],
  [TARGET_EPOCH_KEY, '000000000002010008000001a1fd3cc0de'],
  [CURRENT_KEY, '00000000000200000000000100'],
  [STATE_KEY, `0000${TASKS_NAMED}010100`],
  [STATE_KEY, `000001${TASKS_NAMED}0100`],
  [GROUP_KEY, '00000000000317d3239b0ef2d55400'],
  [TARGET_KEY, `0000${TASKS_BOTH}`],
  [TARGET_EPOCH_KEY, '000000000003010008000001a1fd3cca45'],
  [CURRENT_KEY, `0000000000030000000200${TASKS_BOTH}`],
  [CURRENT_KEY, null],
  [TARGET_KEY, null],
  [MEMBER_KEY, null],
  [GROUP_KEY, '000000000004000000000000000000'],
];

const HASH = 0x17d3239b0ef2d554n;
const BOTH = new Map([[TASKS, [0, 1]]]);
const NAMED = new Map([[TASKS, { name: 'tasks', partitions: new Set([0, 1]) }]]);
const MEMBER = {
  ...newMember('a'),
  rackId: 'left',
  clientId: 'wire-diff',
  clientHost: '/127.0.0.1',
  subscribedTopicNames: ['tasks'],
};

/** A coordinator whose partition holds the first so many records. */
function loaded(count: number): ShareGroupBench {
  const bench = new ShareGroupBench();
  const records = RECORDS.slice(0, count).map(([key, value]) => ({
    key: Buffer.from(key, 'hex'),
    value: value === null ? null : Buffer.from(value, 'hex'),
  }));
  bench.writer.append(0, { records, timestampMs: 1000 });
  bench.restart();
  return bench;
}

it('a group in use is read as Apache Kafka knew it', () => {
  const group = loaded(11).group(GROUP);
  group.checkInvariants();
  expect(group).toMatchObject({
    state: 'Stable',
    groupEpoch: 3,
    metadataHash: HASH,
    assignmentEpoch: 3,
    assignedAtMs: 0x1a1fd3cca45,
    statePartitions: { ...NO_STATE_PARTITIONS, initialized: NAMED, storedAtMs: 1000 },
  });
  expect(group.targetAssignment).toEqual(new Map([['a', BOTH]]));
  expect([...group.members.values()]).toEqual([
    { ...MEMBER, memberEpoch: 3, previousMemberEpoch: 2, assigned: BOTH },
  ]);
});

it('partitions that were getting a state are known as such', () => {
  const { initializing, initialized } = loaded(6).group(GROUP).statePartitions;
  expect([initializing, initialized]).toEqual([NAMED, new Map()]);
});

it('a group that all have left is empty, and keeps its states', () => {
  const group = loaded(RECORDS.length).group(GROUP);
  group.checkInvariants();
  expect(group).toMatchObject({ state: 'Empty', groupEpoch: 4, metadataHash: 0n });
  expect(group.statePartitions.initialized).toEqual(NAMED);
});

it('the hash of the topics is the same', () => {
  const tasks = { topicId: TASKS, name: 'tasks', partitions: 2, racksOf: () => [] };
  expect(groupHash(new Map([['tasks', topicHash(tasks)]]))).toBe(HASH);
});

it('what is written here is the same, byte for byte', () => {
  const first = { ...MEMBER, memberEpoch: 2, previousMemberEpoch: 0 };
  const second = { ...MEMBER, memberEpoch: 3, previousMemberEpoch: 2, assigned: BOTH };
  const initializing = { ...NO_STATE_PARTITIONS, initializing: NAMED };
  const initialized = { ...NO_STATE_PARTITIONS, initialized: NAMED };
  const epoch = (assignmentEpoch: number, assignmentTimestamp: number) =>
    targetEpochRecord(GROUP, { assignmentEpoch, assignmentTimestamp });
  const written: CoordinatorRecord[] = [
    memberRecord(GROUP, 'a', MEMBER),
    groupEpochRecord(GROUP, { epoch: 2, metadataHash: HASH }),
    targetRecord(GROUP, 'a', new Map()),
    epoch(2, 0x1a1fd3cc0de),
    currentRecord(GROUP, 'a', first),
    statePartitionsRecord(GROUP, initializing),
    statePartitionsRecord(GROUP, initialized),
    groupEpochRecord(GROUP, { epoch: 3, metadataHash: HASH }),
    targetRecord(GROUP, 'a', BOTH),
    epoch(3, 0x1a1fd3cca45),
    currentRecord(GROUP, 'a', second),
    currentRecord(GROUP, 'a', null),
    targetRecord(GROUP, 'a', null),
    memberRecord(GROUP, 'a', null),
    groupEpochRecord(GROUP, { epoch: 4, metadataHash: 0n }),
  ];
  const hex = (bytes: Buffer | null) => bytes?.toString('hex') ?? null;
  expect(written.map(({ key, value }) => [hex(key), hex(value)])).toEqual(RECORDS);
});
