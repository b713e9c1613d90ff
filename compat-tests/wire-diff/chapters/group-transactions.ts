// Offsets of groups in transactions: which member of which generation may commit (KIP-447), what is pending,
// and what that keeps from being read, deleted or forgotten.

import { setTimeout as sleep } from 'node:timers/promises';
import { AddOffsetsToTxn } from '../../../src/protocol/generated/add-offsets-to-txn.ts';
import { DeleteGroups } from '../../../src/protocol/generated/delete-groups.ts';
import { DescribeTransactions } from '../../../src/protocol/generated/describe-transactions.ts';
import { EndTxn } from '../../../src/protocol/generated/end-txn.ts';
import { FindCoordinator } from '../../../src/protocol/generated/find-coordinator.ts';
import { InitProducerId } from '../../../src/protocol/generated/init-producer-id.ts';
import { OffsetCommit } from '../../../src/protocol/generated/offset-commit.ts';
import { OffsetDelete } from '../../../src/protocol/generated/offset-delete.ts';
import { OffsetFetch } from '../../../src/protocol/generated/offset-fetch.ts';
import { TxnOffsetCommit } from '../../../src/protocol/generated/txn-offset-commit.ts';
import { GroupTalk, untilCoordinated } from '../group-talk.ts';
import type { Chapter, Side } from '../side.ts';
import { compareStored } from '../stored-groups.ts';

const TOPIC = 'has-transactional-offsets';
const MISSING = 'no-such-topic';
const GROUPS = ['gx-life', 'gx-static', 'gx-mixed', 'gx-del', 'gx-simple'];
const IDS = ['gx-a', 'gx-b', 'gx-c'];
const TOO_LONG = 'm'.repeat(4097);

interface Producer {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
}

export const groupTransactions: Chapter = {
  title: 'group transactions',

  async run(side) {
    await side.newTopic(TOPIC, { partitions: 3 });
    await untilCoordinated(side, GROUPS);
    await untilTransactional(side);
    for (const version of [3, 4, 5]) await simple(side, version);
    await members(side);
    await staticMember(side);
    await mixed(side);
    await deleted(side);
    for (const groupId of ['gx-simple', 'gx-mixed', 'gx-del']) await compareStored(side, groupId);
  },
};

async function untilTransactional(side: Side): Promise<void> {
  const probe = { transactionalIds: IDS };
  for (let attempt = 0; attempt < 400; attempt++) {
    await side.ask(FindCoordinator, 4, { keyType: 1, coordinatorKeys: IDS });
    const { transactionStates } = await side.ask(DescribeTransactions, 0, probe);
    const isKnown = (code: number) => code === 0 || code === 105;
    if (transactionStates.every(({ errorCode }) => isKnown(errorCode))) return;
    await sleep(25);
  }
}

async function begin(side: Side, transactionalId: string): Promise<Producer> {
  const request = { transactionalId, transactionTimeoutMs: 60_000 };
  for (let attempt = 0; attempt < 400; attempt++) {
    const { errorCode, producerId, producerEpoch } = await side.ask(InitProducerId, 5, request);
    if (errorCode === 0) return { transactionalId, producerId, producerEpoch };
    await sleep(20);
  }
  throw new Error(`${transactionalId} has no producer`);
}

/** Adds the group as v4 and before have to; v5 does it by itself. */
async function addGroup(side: Side, producer: Producer, groupId: string): Promise<void> {
  await side.ask(AddOffsetsToTxn, 4, { ...producer, groupId });
}

interface Commit {
  readonly offset?: number;
  readonly partitions?: readonly number[];
  readonly metadata?: string | null;
  readonly topic?: string;
}

function topicOf({ offset = 5, partitions = [0], metadata = '', topic = TOPIC }: Commit) {
  return {
    name: topic,
    partitions: partitions.map((partitionIndex) => ({
      partitionIndex,
      committedOffset: offset,
      committedLeaderEpoch: -1,
      committedMetadata: metadata,
    })),
  };
}

function commit(
  side: Side,
  name: string,
  request: Producer & { readonly groupId: string; readonly topics?: readonly unknown[] },
  version = 4,
) {
  const asked = { topics: [topicOf({})], ...request } as never;
  return side.compare(`${request.groupId}: ${name}`, TxnOffsetCommit, version, asked);
}

/** Ends the transaction and waits for its markers, which Apache Kafka writes after it has answered. */
async function end(side: Side, producer: Producer, committed: boolean): Promise<void> {
  await side.ask(EndTxn, 4, { ...producer, committed });
  const request = { transactionalIds: [producer.transactionalId] };
  for (let attempt = 0; attempt < 400; attempt++) {
    const { transactionStates } = await side.ask(DescribeTransactions, 0, request);
    if (transactionStates[0]?.transactionState.startsWith('Complete')) return;
    await sleep(10);
  }
  throw new Error(`${producer.transactionalId} is not completed`);
}

async function fetch(side: Side, name: string, groupId: string): Promise<void> {
  const topics = [{ name: TOPIC, partitionIndexes: [0, 1, 2] }];
  for (const requireStable of [false, true]) {
    const request = { groups: [{ groupId, topics }], requireStable };
    const title = `${groupId}: ${name}, ${requireStable ? 'stable' : 'any'}`;
    await side.compare(title, OffsetFetch, 8, request);
  }
}

/** A group without members: nobody need be one. */
async function simple(side: Side, version: number): Promise<void> {
  const groupId = 'gx-simple';
  const producer = await begin(side, 'gx-a');
  if (version < 5) await addGroup(side, producer, groupId);
  const send = (name: string, change: object) =>
    commit(side, name, { ...producer, groupId, ...change }, version);
  await send('of a generation', { generationId: 0, memberId: 'm' });
  await send('of a member', { memberId: 'm' });
  await send('of an instance', { groupInstanceId: 'i' });
  await send('some of each', {
    topics: [
      topicOf({ topic: MISSING }),
      topicOf({ partitions: [0, 9, 1], offset: version, metadata: null }),
      topicOf({ partitions: [2], metadata: TOO_LONG }),
    ],
  });
  await fetch(side, `pending in v${version}`, groupId);
  await send('again', { topics: [topicOf({ offset: 100 + version })] });
  await end(side, producer, version !== 4);
  await fetch(side, `ended in v${version}`, groupId);
}

async function members(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'gx-life');
  const { groupId } = group;
  const { memberId } = await group.joinAtOnce();
  const producer = await begin(side, 'gx-b');
  await addGroup(side, producer, groupId);
  const asEach = async (when: string, generation: number, versions: readonly number[]) => {
    const send = (name: string, who: object, version: number) =>
      commit(side, `${when}, ${name}`, { ...producer, groupId, ...who }, version);
    for (const version of versions) {
      await send('a member', { generationId: generation, memberId }, version);
      await send('older', { generationId: generation - 1, memberId }, version);
      await send('later', { generationId: generation + 1, memberId }, version);
      await send('another', { generationId: generation, memberId: 'ghost' }, version);
      await send('no member', { generationId: generation }, version);
      await send('no generation', { memberId }, version);
      await send('nobody', {}, version);
      await send(
        'an instance',
        { generationId: generation, memberId, groupInstanceId: 'i' },
        version,
      );
      await send('an instance alone', { groupInstanceId: 'i' }, version);
    }
  };
  await asEach('completing', 1, [3]);
  for (const version of [0, 1, 2]) {
    const topics = [{ name: TOPIC, partitions: [old(version)] }];
    await commit(side, 'before KIP-447', { ...producer, groupId, topics }, version);
  }
  const assignments = [{ memberId, assignment: Buffer.from('A') }];
  await group.sync('assigned', { memberId, assignments });
  await asEach('stable', 1, [3, 4]);
  const aside = group.aside();
  const joined = aside.joinAtOnce();
  await group.until('PreparingRebalance');
  await asEach('preparing', 1, [3]);
  await group.leave('the first', [{ memberId }]);
  const second = await joined;
  await aside.leave('the second', [{ memberId: second.memberId }]);
  await group.until('Empty');
  await asEach('empty', 3, [3]);
  await end(side, producer, true);
  await fetch(side, 'in the end', groupId);
  await aside.hangUp();
}

function old(version: number) {
  const partition = { partitionIndex: 2, committedOffset: 200 + version, committedMetadata: '' };
  return version < 2 ? partition : { ...partition, committedLeaderEpoch: 2 };
}

async function staticMember(side: Side): Promise<void> {
  const group = new GroupTalk(side, 'gx-static');
  const { groupId } = group;
  const instance = { groupInstanceId: 'i' };
  const { memberId: former } = await group.joinAtOnce(instance);
  const assignments = [{ memberId: former, assignment: Buffer.from('A') }];
  await group.sync('assigned', { memberId: former, ...instance, assignments });
  const { memberId } = await group.joinAtOnce(instance);
  const producer = await begin(side, 'gx-b');
  await addGroup(side, producer, groupId);
  const send = (name: string, who: object) =>
    commit(side, name, { ...producer, groupId, generationId: 1, ...who } as never);
  await send('the fenced one', { ...instance, memberId: former });
  await send('the fenced one without instance', { memberId: former });
  await send('the new one', { ...instance, memberId });
  await send('the new one without instance', { memberId });
  await send('another instance', { groupInstanceId: 'j', memberId });
  await end(side, producer, false);
  await fetch(side, 'after the abort', groupId);
}

/** Two transactions and plain commits for the same partitions: what was written last counts. */
async function mixed(side: Side): Promise<void> {
  const groupId = 'gx-mixed';
  const [a, b] = [await begin(side, 'gx-a'), await begin(side, 'gx-b')];
  for (const producer of [a, b]) await addGroup(side, producer, groupId);
  const both = [topicOf({ partitions: [0, 1], offset: 10 })];
  await commit(side, 'a', { ...a, groupId, topics: both });
  await commit(side, 'b', { ...b, groupId, topics: [topicOf({ offset: 20 })] });
  const plain = [topicOf({ partitions: [1], offset: 30 })];
  await side.compare(`${groupId}: plain`, OffsetCommit, 8, {
    groupId,
    memberId: '',
    topics: plain,
  });
  await fetch(side, 'both open', groupId);
  await end(side, b, true);
  await fetch(side, 'b committed', groupId);
  await end(side, a, true);
  await fetch(side, 'a committed after b', groupId);
}

/** What is pending can be deleted, and then its commit brings nothing back. */
async function deleted(side: Side): Promise<void> {
  const groupId = 'gx-del';
  const producer = await begin(side, 'gx-c');
  await addGroup(side, producer, groupId);
  await commit(side, 'first', { ...producer, groupId, topics: [topicOf({ partitions: [0, 1] })] });
  const partitions = [{ partitionIndex: 0 }];
  const request = { groupId, topics: [{ name: TOPIC, partitions }] };
  await side.compare(`${groupId}: pending`, OffsetDelete, 0, request);
  await fetch(side, 'one deleted', groupId);
  await end(side, producer, true);
  await fetch(side, 'committed', groupId);
  const again = await begin(side, 'gx-c');
  await addGroup(side, again, groupId);
  await commit(side, 'second', { ...again, groupId });
  await side.compare('with offsets pending', DeleteGroups, 2, { groupsNames: [groupId] });
  await fetch(side, 'deleted', groupId);
  await end(side, again, true);
  await fetch(side, 'deleted and committed', groupId);
  await side.compare('once more', DeleteGroups, 2, { groupsNames: [groupId] });
}
