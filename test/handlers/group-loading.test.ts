// What the APIs of groups answer while the group's partition is still being loaded: come back later, in the
// words that each of them has for it. Heartbeats are answered as if nothing were, since no session runs.

import { describe, expect, it } from 'vitest';
import { ErrorCode, errorName } from '../../src/base/error-code.ts';
import { deleteGroups } from '../../src/handlers/delete-groups.ts';
import { describeGroups } from '../../src/handlers/describe-groups.ts';
import { heartbeat } from '../../src/handlers/heartbeat.ts';
import { joinGroup } from '../../src/handlers/join-group.ts';
import { leaveGroup } from '../../src/handlers/leave-group.ts';
import { listGroups } from '../../src/handlers/list-groups.ts';
import { offsetCommit } from '../../src/handlers/offset-commit.ts';
import { offsetDelete } from '../../src/handlers/offset-delete.ts';
import { offsetFetch } from '../../src/handlers/offset-fetch.ts';
import { syncGroup } from '../../src/handlers/sync-group.ts';
import { txnOffsetCommit } from '../../src/handlers/txn-offset-commit.ts';
import { DeleteGroups } from '../../src/protocol/generated/delete-groups.ts';
import { DescribeGroups } from '../../src/protocol/generated/describe-groups.ts';
import { Heartbeat } from '../../src/protocol/generated/heartbeat.ts';
import { JoinGroup } from '../../src/protocol/generated/join-group.ts';
import { LeaveGroup } from '../../src/protocol/generated/leave-group.ts';
import { ListGroups } from '../../src/protocol/generated/list-groups.ts';
import { OffsetCommit } from '../../src/protocol/generated/offset-commit.ts';
import { OffsetDelete } from '../../src/protocol/generated/offset-delete.ts';
import { OffsetFetch } from '../../src/protocol/generated/offset-fetch.ts';
import { SyncGroup } from '../../src/protocol/generated/sync-group.ts';
import { TxnOffsetCommit } from '../../src/protocol/generated/txn-offset-commit.ts';
import { GroupApis } from './support/group-context.ts';

/** More than is loaded in the turn in which somebody asks. */
const MANY_RECORDS = 25_000;

const GROUP = { groupId: 'g' };
const MEMBER = { ...GROUP, generationId: 1, memberId: 'm' };
const OFFSET = { partitionIndex: 0, committedOffset: 1, committedMetadata: null };
const OFFSETS = [{ name: 'orders', partitions: [OFFSET] }];

function loadingApis(): GroupApis {
  const apis = new GroupApis();
  // Of a type that nobody knows.
  const key = Buffer.from('7f00', 'hex');
  const records = Array.from({ length: MANY_RECORDS }, () => ({ key, value: null }));
  for (const partition of [0, 1, 2]) apis.writer.append(partition, { records, timestampMs: 0 });
  return apis;
}

/** The first error code that an answer has anywhere, or NONE. */
function firstError(answer: unknown): string {
  let found: number = ErrorCode.NONE;
  JSON.stringify(answer, (key, value) => {
    if (key === 'errorCode' && found === ErrorCode.NONE) found = value;
    return value;
  });
  return errorName(found as ErrorCode);
}

type Ask = (apis: GroupApis) => Promise<unknown>;

const JOIN = { ...GROUP, sessionTimeoutMs: 10_000, memberId: '', protocolType: 'consumer' };
const TRANSACTION = { transactionalId: 't', ...GROUP, producerId: 1, producerEpoch: 0 };

const TABLE: readonly (readonly [name: string, answer: string, ask: Ask])[] = [
  ['JoinGroup', 'LOAD', (apis) => apis.send(joinGroup, JoinGroup, 9, { ...JOIN, protocols: [] })],
  [
    'SyncGroup',
    'LOAD',
    (apis) => apis.send(syncGroup, SyncGroup, 4, { ...MEMBER, assignments: [] }),
  ],
  ['Heartbeat', 'NONE', (apis) => apis.send(heartbeat, Heartbeat, 4, MEMBER)],
  [
    'LeaveGroup',
    'LOAD',
    (apis) => apis.send(leaveGroup, LeaveGroup, 5, { ...GROUP, members: [{ memberId: 'm' }] }),
  ],
  [
    'OffsetCommit',
    'LOAD',
    (apis) => apis.send(offsetCommit, OffsetCommit, 9, { ...GROUP, memberId: '', topics: OFFSETS }),
  ],
  [
    'OffsetFetch',
    'LOAD',
    (apis) => apis.send(offsetFetch, OffsetFetch, 8, { groups: [{ ...GROUP, topics: null }] }),
  ],
  [
    'OffsetFetch v1',
    'LOAD',
    (apis) =>
      apis.send(offsetFetch, OffsetFetch, 1, {
        ...GROUP,
        topics: [{ name: 'orders', partitionIndexes: [0] }],
      }),
  ],
  [
    'OffsetDelete',
    'LOAD',
    (apis) =>
      apis.send(offsetDelete, OffsetDelete, 0, {
        ...GROUP,
        topics: [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }],
      }),
  ],
  [
    'TxnOffsetCommit',
    'LOAD',
    (apis) => apis.send(txnOffsetCommit, TxnOffsetCommit, 3, { ...TRANSACTION, topics: OFFSETS }),
  ],
  [
    'TxnOffsetCommit v1',
    'COORDINATOR_NOT_AVAILABLE',
    (apis) => apis.send(txnOffsetCommit, TxnOffsetCommit, 1, { ...TRANSACTION, topics: OFFSETS }),
  ],
  [
    'DescribeGroups',
    'LOAD',
    (apis) => apis.send(describeGroups, DescribeGroups, 6, { groups: ['g'] }),
  ],
  ['ListGroups', 'LOAD', (apis) => apis.send(listGroups, ListGroups, 5, {})],
  [
    'DeleteGroups',
    'LOAD',
    (apis) => apis.send(deleteGroups, DeleteGroups, 2, { groupsNames: ['g'] }),
  ],
];

describe('while a group is loaded', () => {
  it.each(TABLE)('%s is answered %s', async (_name, answer, ask) => {
    const apis = loadingApis();
    const code = answer === 'LOAD' ? 'COORDINATOR_LOAD_IN_PROGRESS' : answer;
    expect(firstError(await ask(apis))).toBe(code);
    await apis.clock.advance(0);
    expect(firstError(await ask(apis))).not.toBe('COORDINATOR_LOAD_IN_PROGRESS');
  });
});
