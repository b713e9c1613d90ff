// Transactions of both protocols, request by request: who is refused and why, what a transaction looks like
// from outside in each of its states, and what it leaves in the logs.

import { setTimeout as sleep } from 'node:timers/promises';
import { ByteReader } from '../../../src/base/byte-reader.ts';
import { AddOffsetsToTxn } from '../../../src/protocol/generated/add-offsets-to-txn.ts';
import { AddPartitionsToTxn } from '../../../src/protocol/generated/add-partitions-to-txn.ts';
import { DescribeProducers } from '../../../src/protocol/generated/describe-producers.ts';
import { DescribeTransactions } from '../../../src/protocol/generated/describe-transactions.ts';
import { EndTxn } from '../../../src/protocol/generated/end-txn.ts';
import { Fetch } from '../../../src/protocol/generated/fetch.ts';
import { FindCoordinator } from '../../../src/protocol/generated/find-coordinator.ts';
import { InitProducerId } from '../../../src/protocol/generated/init-producer-id.ts';
import { ListTransactions } from '../../../src/protocol/generated/list-transactions.ts';
import { OffsetFetch } from '../../../src/protocol/generated/offset-fetch.ts';
import { TransactionLogValue } from '../../../src/protocol/generated/records/transaction-log-value.ts';
import { TxnOffsetCommit } from '../../../src/protocol/generated/txn-offset-commit.ts';
import { WriteTxnMarkers } from '../../../src/protocol/generated/write-txn-markers.ts';
import { batchesIn } from '../../../src/record/batch-iterator.ts';
import { recordsOf } from '../../../src/record/record.ts';
import { batchOf } from '../batches.ts';
import { fetchRequest } from '../fetch-from.ts';
import { compareProduce } from '../produce-to.ts';
import type { Chapter, Side } from '../side.ts';

const TOPIC = 'in-transactions';
const GROUP = 'of-transactions';
const STATE_TOPIC = '__transaction_state';
const LAST_EPOCH = 32_766;

interface Producer {
  readonly producerId: number;
  readonly producerEpoch: number;
}

export const transactions: Chapter = {
  title: 'transactions',

  async run(side) {
    await side.newTopic(TOPIC, { partitions: 2 });
    await coordinators(side);
    await untilIdsAreGiven(side);
    for (const version of [0, 1, 2, 3, 4, 5]) await initProducerIds(side, version);
    for (const version of [0, 1, 2, 3, 4, 5]) await unknownIds(side, version);
    for (const version of [0, 1, 2, 3, 4, 5]) await wholeLife(side, version, true);
    for (const version of [0, 1, 2, 3, 4, 5]) await wholeLife(side, version, false);
    await verification(side);
    await appends(side);
    await epochsPerTransaction(side);
    await fencing(side);
    await markers(side);
    await listings(side);
    await logs(side);
  },
};

/** Apache Kafka fetches its first ids from the controller when the first producer asks. */
async function untilIdsAreGiven(side: Side): Promise<void> {
  const request = { transactionalId: null, transactionTimeoutMs: 60_000 };
  while ((await side.ask(InitProducerId, 5, request)).errorCode !== 0) await sleep(20);
}

async function coordinators(side: Side): Promise<void> {
  const ids = ['a', 'b'];
  const request = { keyType: 1, coordinatorKeys: ids };
  const probe = { transactionalIds: [...ids, ...IDS] };
  for (let attempt = 0; attempt < 400; attempt++) {
    await side.ask(FindCoordinator, 4, request);
    await side.ask(FindCoordinator, 4, { keyType: 0, coordinatorKeys: [GROUP] });
    const { transactionStates } = await side.ask(DescribeTransactions, 0, probe);
    const isReady = transactionStates.every(({ errorCode }) => errorCode === NOT_FOUND);
    const groups = [{ groupId: GROUP, topics: null }];
    const offsets = await side.ask(OffsetFetch, 8, { groups });
    if (isReady && offsets.groups[0]?.errorCode === 0) break;
    await sleep(25);
  }
  for (const version of [4, 5, 6]) {
    await side.compare('two transactional ids', FindCoordinator, version, request);
    const empty = { keyType: 1, coordinatorKeys: [''] };
    await side.compare('an empty transactional id', FindCoordinator, version, empty);
  }
  for (const version of [1, 2, 3]) {
    await side.compare('a transactional id', FindCoordinator, version, { key: 'a', keyType: 1 });
  }
}

const NOT_FOUND = 105;
const VERSIONS = [0, 1, 2, 3, 4, 5];
const IDS = [
  ...VERSIONS.flatMap((version) => [`init-${version}`, `true-${version}`, `false-${version}`]),
  ...['verified', 'appends', 'epochs', 'fenced', 'listed-1', 'listed-2', 'overflow'],
];

async function initProducerIds(side: Side, version: number): Promise<void> {
  const transactionalId = `init-${version}`;
  const ask = (name: string, given: object = {}) => {
    const request = { transactionalId, transactionTimeoutMs: 60_000, ...given };
    return side.compare(`tx ${name}`, InitProducerId, version, request);
  };
  const first = await ask('first');
  await ask('second');
  await ask('no timeout', { transactionTimeoutMs: 0 });
  await ask('too long a timeout', { transactionTimeoutMs: 900_001 });
  await ask('the longest timeout', { transactionTimeoutMs: 900_000 });
  if (version < 3) return;
  const producerId = first?.producerId ?? -1;
  await ask('going on', { producerId, producerEpoch: 2 });
  await ask('going on, asked again', { producerId, producerEpoch: 2 });
  await ask('an older epoch', { producerId, producerEpoch: 0 });
  await ask('a later epoch', { producerId, producerEpoch: 9 });
  await ask('another id', { producerId: 999_999, producerEpoch: 3 });
  await ask('id alone', { producerId });
  await ask('epoch alone', { producerEpoch: 0 });
  const lastOfAnother = { producerId: 999_999, producerEpoch: LAST_EPOCH };
  await ask('the last epoch of another', lastOfAnother);
}

/** Requests for an id that nobody has, and without one. */
async function unknownIds(side: Side, version: number): Promise<void> {
  const producer = { producerId: 950_000, producerEpoch: 0 };
  for (const transactionalId of ['nobody-has-it', '']) {
    const called = transactionalId === '' ? 'empty id' : 'unknown id';
    const request = { transactionalId, ...producer };
    await side.compare(called, EndTxn, version, { ...request, committed: true });
    if (version < 5) {
      await side.compare(called, AddOffsetsToTxn, version, { ...request, groupId: GROUP });
    }
    await side.compare(called, AddPartitionsToTxn, version, additionOf(version, request, [TOPIC]));
    await side.compare(called, TxnOffsetCommit, version, offsetsOf(request, version));
  }
}

/** A transaction from its first partition to its end, all requests in one version. */
async function wholeLife(side: Side, version: number, committed: boolean): Promise<void> {
  const transactionalId = `${committed}-${version}`;
  const name = committed ? 'commit' : 'abort';
  const { producerId, producerEpoch } = await begin(side, transactionalId);
  const producer = { transactionalId, producerId, producerEpoch };
  const stranger = { ...producer, producerId: 950_001 };
  const later = { ...producer, producerEpoch: producerEpoch + 1 };

  const add = (what: string, who: typeof producer, topics: readonly string[]) =>
    side.compare(`${name}, ${what}`, AddPartitionsToTxn, version, additionOf(version, who, topics));
  await side.compare(`${name} of nothing`, EndTxn, version, { ...producer, committed: true });
  await add('a stranger', stranger, [TOPIC]);
  await add('a later epoch', later, [TOPIC]);
  await add('unknown topics', producer, [TOPIC, 'no-such-topic']);
  await add('no topics', producer, []);
  await add('added', producer, [TOPIC]);
  await add('added again', producer, [TOPIC]);
  await describe(side, `${name} v${version}, ongoing`, transactionalId);
  if (version < 5) {
    const withGroup = { ...producer, groupId: GROUP };
    await side.compare(`${name}, a group`, AddOffsetsToTxn, version, withGroup);
    const strangers = { ...stranger, groupId: GROUP };
    await side.compare(`${name}, a stranger’s group`, AddOffsetsToTxn, version, strangers);
  }
  const commit = (what: string, change: object = {}) => {
    const request = { ...offsetsOf(producer, version), ...change };
    return side.compare(`${name}, ${what}`, TxnOffsetCommit, version, request);
  };
  await commit('offsets');
  await commit('offsets of a stranger', { producerId: 950_001 });
  await commit('offsets of a later epoch', { producerEpoch: producerEpoch + 1 });
  await commit('offsets without a group', { groupId: '' });
  if (version >= 3) await commit('offsets of a generation', { generationId: 3, memberId: 'm' });
  const records = batchOf([`${name} ${version}`], inTransaction(producer, 0));
  const sent = { topic: TOPIC, transactionalId, records, version: version < 5 ? 11 : 13 };
  await compareProduce(side, `${name} v${version}, records`, sent);
  await compareProduce(side, `${name} v${version}, records again`, sent);
  await pendingOffsets(side, `${name} v${version}, before`);
  const end = (what: string, change: object = {}) => {
    const request = { ...producer, committed, ...change };
    return side.compare(`${name}, ${what}`, EndTxn, version, request);
  };
  await end('a stranger', { producerId: 950_001 });
  await end('a later epoch', { producerEpoch: producerEpoch + 1 });
  await end('the end');
  await untilComplete(side, transactionalId);
  await end('the end again');
  await end('the other end', { committed: !committed });
  await describe(side, `${name} v${version}, complete`, transactionalId);
  await pendingOffsets(side, `${name} v${version}, after`);
}

/** The form of AddPartitionsToTxn that brokers use. */
async function verification(side: Side): Promise<void> {
  const transactionalId = 'verified';
  const producer = { transactionalId, ...(await begin(side, transactionalId)) };
  const ask = (name: string, version: number, change: object, topics: readonly string[]) => {
    const transaction = { ...transactionOf(producer, topics), verifyOnly: true, ...change };
    const request = { transactions: [transaction] } as never;
    return side.compare(`verify ${name}`, AddPartitionsToTxn, version, request);
  };
  for (const version of [4, 5]) {
    await ask(`nothing added ${version}`, version, {}, [TOPIC]);
    await ask(`a stranger ${version}`, version, { producerId: 950_002 }, [TOPIC]);
    await ask(`a later epoch ${version}`, version, { producerEpoch: 5 }, [TOPIC]);
    await ask(`an unknown id ${version}`, version, { transactionalId: 'nobody-has-it' }, [TOPIC]);
  }
  await side.ask(AddPartitionsToTxn, 3, additionOf(3, producer, [TOPIC]));
  await ask('added', 5, {}, [TOPIC]);
  const both = [
    { ...transactionOf(producer, [TOPIC]), verifyOnly: true },
    { ...transactionOf({ ...producer, transactionalId: 'nobody-has-it' }, [TOPIC]) },
  ];
  await side.compare('two transactions', AddPartitionsToTxn, 5, { transactions: both } as never);
  await side.compare('no transactions', AddPartitionsToTxn, 5, { transactions: [] } as never);
}

/** Records of transactions that nobody began, of other epochs and of several producers. */
async function appends(side: Side): Promise<void> {
  const transactionalId = 'appends';
  const { producerId, producerEpoch } = await begin(side, transactionalId);
  const producer = { transactionalId, producerId, producerEpoch };
  const send = (name: string, version: number, who: object, baseSequence = 0) => {
    const records = batchOf(['x'], inTransaction({ ...producer, ...who }, baseSequence));
    const sent = { topic: TOPIC, partition: 1, transactionalId, records, version };
    return compareProduce(side, `${name}, v${version}`, sent);
  };
  for (const version of [9, 10, 11]) await send('a partition that was not added', version, {});
  for (const version of [11, 12]) {
    await send('a stranger', version, { producerId: 950_003 });
    await send('a later epoch', version, { producerEpoch: producerEpoch + 1 });
  }
  await send('beginning in the middle', 12, {}, 4);
  await send('added by itself', 12, {});
  await send('after it', 13, {}, 1);
  await send('a gap', 13, {}, 7);
  await describeProducers(side, 'with an open transaction');
  await side.ask(EndTxn, 5, { ...producer, committed: true });
  await untilComplete(side, transactionalId);
  await send('after the end', 13, {}, 2);
  await send('after the end', 11, {}, 2);
  const next = { ...producer, producerEpoch: producerEpoch + 1 };
  await send('with the new epoch, in the middle', 13, next, 2);
  await send('with the new epoch', 13, next, 0);
  await side.ask(EndTxn, 5, { ...next, committed: false });
  await untilComplete(side, transactionalId);
  await describeProducers(side, 'without one');
}

async function epochsPerTransaction(side: Side): Promise<void> {
  const transactionalId = 'epochs';
  const producer = { transactionalId, ...(await begin(side, transactionalId)) };
  const { producerEpoch } = producer;
  const end = (name: string, version: number, epoch: number, committed: boolean) => {
    const request = { ...producer, producerEpoch: producerEpoch + epoch, committed };
    return side.compare(`epochs, ${name}`, EndTxn, version, request);
  };
  await end('an abort of nothing', 5, 0, false);
  await untilComplete(side, transactionalId);
  await end('the same again', 5, 0, false);
  await end('a commit in its place', 5, 0, true);
  await end('a commit of nothing', 5, 1, true);
  await end('an older version', 4, 0, false);
  await end('an older version with the new epoch', 4, 1, false);
  await end('another abort of nothing', 5, 1, false);
  await untilComplete(side, transactionalId);
  await end('two epochs ago', 5, 0, false);
  const current = { producerId: producer.producerId, producerEpoch: producerEpoch + 1 };
  const request = { transactionalId, transactionTimeoutMs: 60_000, ...current };
  await side.compare('tx going on from the last epoch', InitProducerId, 5, request);
}

async function fencing(side: Side): Promise<void> {
  const transactionalId = 'fenced';
  const producer = { transactionalId, ...(await begin(side, transactionalId)) };
  await side.ask(AddPartitionsToTxn, 3, additionOf(3, producer, [TOPIC]));
  const request = { transactionalId, transactionTimeoutMs: 60_000 };
  await side.compare('tx while one is open', InitProducerId, 5, request);
  await untilComplete(side, transactionalId);
  await describe(side, 'fenced', transactionalId);
  await side.compare('fenced, old producer commits', EndTxn, 5, { ...producer, committed: true });
  await side.compare('fenced, old producer aborts', EndTxn, 5, { ...producer, committed: false });
  const addition = additionOf(3, producer, [TOPIC]);
  await side.compare('fenced, old producer adds', AddPartitionsToTxn, 3, addition);
  await side.compare('tx after it', InitProducerId, 5, request);
  await side.compare('fenced, in version 1', EndTxn, 1, { ...producer, committed: true });
  await side.compare('fenced, in version 2', EndTxn, 2, { ...producer, committed: true });
}

async function markers(side: Side): Promise<void> {
  const producerId = 950_010;
  const write = (name: string, version: number, change: object, topics = [TOPIC]) => {
    const marker = {
      producerId,
      producerEpoch: 3,
      transactionResult: true,
      topics: topics.map((topic) => ({ name: topic, partitionIndexes: [1] })),
      coordinatorEpoch: 2,
      ...(version >= 2 ? { transactionVersion: 2 } : {}),
      ...change,
    };
    return side.compare(`markers, ${name}`, WriteTxnMarkers, version, { markers: [marker] });
  };
  for (const version of [1, 2]) {
    await write('of an unknown producer', version, {});
    await write('again', version, {});
    await write('an older epoch', version, { producerEpoch: 2 });
    await write('an older coordinator', version, { coordinatorEpoch: 1 });
    await write('an unknown topic', version, {}, ['no-such-topic']);
    await write('one of two topics', version, {}, [TOPIC, 'no-such-topic']);
    await write('an internal partition', version, {}, ['__consumer_offsets']);
    await write('no topics', version, {}, []);
    await side.compare('no markers', WriteTxnMarkers, version, { markers: [] });
  }
}

async function listings(side: Side): Promise<void> {
  for (const transactionalId of ['listed-1', 'listed-2']) {
    const producer = { transactionalId, ...(await begin(side, transactionalId)) };
    if (transactionalId === 'listed-2') {
      await side.ask(AddPartitionsToTxn, 3, additionOf(3, producer, [TOPIC]));
    }
  }
  const list = (name: string, version: number, filter: object) => {
    const request = { stateFilters: [], producerIdFilters: [], ...filter };
    return side.compare(name, ListTransactions, version, request);
  };
  for (const version of [0, 1, 2]) {
    await list('all', version, {});
    await list('ongoing', version, { stateFilters: ['Ongoing'] });
    await list('unknown states', version, { stateFilters: ['Ongoing', 'ongoing', 'Asleep', ''] });
    await list('known states', version, { stateFilters: ['Dead', 'PrepareEpochFence', 'Empty'] });
    await list('unknown producers', version, { producerIdFilters: [950_020] });
    if (version >= 1) await list('long ones', version, { durationFilter: 3_600_000 });
    if (version >= 1) await list('any duration', version, { durationFilter: 0 });
  }
  for (const pattern of [
    'listed-[12]',
    'listed',
    '',
    '(?i)LISTED-1',
    '(',
    '(?=a)',
    '\\p{L}+-\\d',
  ]) {
    await list(`pattern ${pattern}`, 2, { transactionalIdPattern: pattern });
  }
  const ids = ['listed-1', 'nobody-has-it', '', 'listed-1'];
  await side.compare('several', DescribeTransactions, 0, { transactionalIds: ids });
  await side.compare('none', DescribeTransactions, 0, { transactionalIds: [] });
}

/** What all this has left behind: records, markers and aborted transactions, and the coordinator's own records. */
async function logs(side: Side): Promise<void> {
  for (const partition of [0, 1]) {
    for (const isolationLevel of [0, 1]) {
      const request = { ...fetchRequest(side, TOPIC, { partition }), isolationLevel };
      await side.compare(`partition ${partition}, isolation ${isolationLevel}`, Fetch, 18, request);
    }
  }
  for (const transactionalId of ['true-0', 'false-5', 'epochs', 'fenced', 'init-3']) {
    side.note(`records of ${transactionalId}`, await storedSteps(side, transactionalId));
  }
}

/** The records of a transactional id in the coordinator's topic, without what time and hash tables decide. */
async function storedSteps(side: Side, transactionalId: string): Promise<unknown[]> {
  const steps: unknown[] = [];
  const partition = partitionOf(transactionalId);
  const asked = { partition, fetchOffset: 0, partitionMaxBytes: 1_000_000 };
  const topics = [{ topic: STATE_TOPIC, partitions: [asked] }];
  const limits = { maxWaitMs: 0, minBytes: 0, maxBytes: 1_000_000 };
  const answer = await side.ask(Fetch, 12, { ...limits, topics } as never);
  const { records } = answer.responses[0]?.partitions[0] ?? {};
  for (const batch of batchesIn(records ?? Buffer.alloc(0))) {
    for (const { key, value } of recordsOf(batch)) {
      if (!key?.includes(transactionalId) || !value) continue;
      const version = value.readInt16BE(0);
      const reader = new ByteReader(value.subarray(2));
      const message = TransactionLogValue.decode(reader, version);
      const partitions = [...(message.transactionPartitions ?? [])];
      partitions.sort((a, b) => (a.topic < b.topic ? -1 : 1));
      const isEmpty = message.transactionPartitions === null;
      steps.push({ version, ...message, transactionPartitions: isEmpty ? null : partitions });
    }
  }
  return steps;
}

/** `String.hashCode()` of Java, modulo the 50 partitions that the topic has by default. */
function partitionOf(transactionalId: string): number {
  let hash = 0;
  for (const character of transactionalId) {
    hash = (Math.imul(31, hash) + character.charCodeAt(0)) | 0;
  }
  return Math.abs(hash) % 50;
}

async function begin(side: Side, transactionalId: string): Promise<Producer> {
  const request = { transactionalId, transactionTimeoutMs: 60_000 };
  const { errorCode, producerId, producerEpoch } = await side.ask(InitProducerId, 5, request);
  if (errorCode !== 0) throw new Error(`${transactionalId} has no producer: ${errorCode}`);
  return { producerId, producerEpoch };
}

function inTransaction({ producerId, producerEpoch }: Producer, baseSequence: number) {
  return { isTransactional: true, producerId, producerEpoch, baseSequence };
}

interface Asking extends Producer {
  readonly transactionalId: string;
}

function transactionOf(producer: Asking, topics: readonly string[]) {
  return { ...producer, topics: topics.map((name) => ({ name, partitions: [0] })) };
}

/** AddPartitionsToTxn in the client's form or the brokers'. */
function additionOf(version: number, producer: Asking, topics: readonly string[]) {
  const transaction = transactionOf(producer, topics);
  if (version >= 4) return { transactions: [transaction] } as never;
  return {
    v3AndBelowTransactionalId: producer.transactionalId,
    v3AndBelowProducerId: producer.producerId,
    v3AndBelowProducerEpoch: producer.producerEpoch,
    v3AndBelowTopics: transaction.topics,
  } as never;
}

function offsetsOf({ transactionalId, producerId, producerEpoch }: Asking, version: number) {
  const partition = (partitionIndex: number, committedOffset: number) => ({
    partitionIndex,
    committedOffset,
    committedMetadata: 'm',
    ...(version >= 2 ? { committedLeaderEpoch: 0 } : {}),
  });
  return {
    transactionalId,
    groupId: GROUP,
    producerId,
    producerEpoch,
    topics: [
      { name: TOPIC, partitions: [partition(0, 10 + version), partition(9, 1)] },
      { name: 'no-such-topic', partitions: [partition(0, 1)] },
    ],
  };
}

async function describe(side: Side, name: string, transactionalId: string): Promise<void> {
  await side.compare(name, DescribeTransactions, 0, { transactionalIds: [transactionalId] });
}

async function describeProducers(side: Side, name: string): Promise<void> {
  const topics = [{ name: TOPIC, partitionIndexes: [1] }];
  await side.compare(name, DescribeProducers, 0, { topics });
}

async function pendingOffsets(side: Side, name: string): Promise<void> {
  const topics = [{ name: TOPIC, partitionIndexes: [0, 1] }];
  for (const requireStable of [false, true]) {
    const stability = requireStable ? 'stable' : 'any';
    const one = { groups: [{ groupId: GROUP, topics }], requireStable };
    await side.compare(`${name}, ${stability} offsets`, OffsetFetch, 8, one);
    const all = { groups: [{ groupId: GROUP, topics: null }], requireStable };
    await side.compare(`${name}, all ${stability} offsets`, OffsetFetch, 8, all);
  }
}

/** Apache Kafka writes the markers after it has answered. */
async function untilComplete(side: Side, transactionalId: string): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const request = { transactionalIds: [transactionalId] };
    const { transactionStates } = await side.ask(DescribeTransactions, 0, request);
    if (!transactionStates[0]?.transactionState.startsWith('Prepare')) return;
    await sleep(10);
  }
  throw new Error(`${transactionalId} is not completed`);
}
