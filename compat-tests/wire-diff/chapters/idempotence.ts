// Idempotent producers: duplicates, gaps, epochs, the end of the sequence numbers, and what
// DescribeProducers and InitProducerId say.

import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeProducers } from '../../../src/protocol/generated/describe-producers.ts';
import { InitProducerId } from '../../../src/protocol/generated/init-producer-id.ts';
import type { NewBatch } from '../../../src/record/record-batch-builder.ts';
import { batchOf } from '../batches.ts';
import { compareProduce } from '../produce-to.ts';
import type { Chapter, Side } from '../side.ts';

const LAST_SEQUENCE = 2147483647;
const TWO = ['a', 'b'];

export const idempotence: Chapter = {
  title: 'idempotence',

  async run(side) {
    await side.newTopic('numbered', { partitions: 2 });
    await side.newTopic('stamped-numbers', {
      configs: { 'message.timestamp.type': 'LogAppendTime' },
    });
    await untilIdsAreGiven(side);
    await producerIds(side);
    await sequences(side);
    await epochs(side);
    await wrap(side);
    await describe(side);
  },
};

/** Apache Kafka fetches its first ids from the controller when the first producer asks. */
async function untilIdsAreGiven(side: Side): Promise<void> {
  const request = { transactionalId: null, transactionTimeoutMs: 60_000 };
  while ((await side.ask(InitProducerId, 5, request)).errorCode !== 0) await sleep(20);
}

async function producerIds(side: Side): Promise<void> {
  for (const version of [0, 1, 2, 3, 4, 5]) {
    const ask = (name: string, given: object) =>
      side.compare(name, InitProducerId, version, {
        transactionalId: null,
        transactionTimeoutMs: 60_000,
        ...given,
      });
    await ask('new', {});
    await ask('no timeout', { transactionTimeoutMs: 0 });
    await ask('negative timeout', { transactionTimeoutMs: -1 });
    await ask('a transactional id', { transactionalId: 'transactions' });
    await ask('empty transactional id', { transactionalId: '' });
    if (version >= 3) {
      await ask('id and epoch', { producerId: 5, producerEpoch: 3 });
      await ask('id alone', { producerId: 5 });
      await ask('epoch alone', { producerEpoch: 3 });
      await ask('negative id', { producerId: -2, producerEpoch: -2 });
    }
  }
}

async function sequences(side: Side): Promise<void> {
  const producer = { producerId: 940_000, producerEpoch: 0 };
  const send = (name: string, baseSequence: number, values = TWO) =>
    numbered(side, name, { ...producer, baseSequence }, values);
  await send('first', 0);
  await send('first again', 0);
  for (const sequence of [2, 4, 6, 8, 10]) await send(`sequence ${sequence}`, sequence);
  for (const sequence of [10, 8, 6, 4, 2]) await send(`sequence ${sequence} again`, sequence);
  await send('the sixth last again', 0);
  await send('a gap', 14);
  await send('part of a duplicate', 10, ['a']);
  await send('a duplicate and more', 10, ['a', 'b', 'c']);
  await send('overlapping', 11);
  await send('after the gap', 12);
  for (const topic of ['numbered', 'stamped-numbers']) {
    const later = { producerId: 940_001, producerEpoch: 0, baseSequence: 7 };
    await numbered(side, `starting in the middle of ${topic}`, later, TWO, topic);
    await numbered(side, `the same again to ${topic}`, later, TWO, topic);
    const next = { ...later, baseSequence: 9 };
    await numbered(side, `and on in ${topic}`, next, TWO, topic);
    await numbered(side, `and on again in ${topic}`, next, TWO, topic);
  }
}

async function epochs(side: Side): Promise<void> {
  const producerId = 940_010;
  const send = (name: string, producerEpoch: number, baseSequence: number) =>
    numbered(side, name, { producerId, producerEpoch, baseSequence });
  await send('epoch 5', 5, 0);
  await send('epoch 5 goes on', 5, 2);
  await send('epoch 4', 4, 4);
  await send('epoch 4 from 0', 4, 0);
  await send('epoch 6 in the middle', 6, 4);
  await send('epoch 6 from 0', 6, 0);
  await send('epoch 6 from 0 again', 6, 0);
  await send('epoch 5 after 6', 5, 4);
  await send('epoch 32767', 32767, 0);
}

async function wrap(side: Side): Promise<void> {
  const send = (name: string, baseSequence: number, values = TWO) =>
    numbered(side, name, { producerId: 940_020, producerEpoch: 0, baseSequence }, values);
  await send('near the last', LAST_SEQUENCE - 3);
  await send('over the end', LAST_SEQUENCE - 1, ['a', 'b', 'c', 'd']);
  await send('over the end again', LAST_SEQUENCE - 1, ['a', 'b', 'c', 'd']);
  await send('0 after the end', 0);
  await send('2 after the end', 2);
  await send('2 again', 2);
  const exact = { producerId: 940_021, producerEpoch: 0 };
  await numbered(side, 'to the very end', { ...exact, baseSequence: LAST_SEQUENCE - 1 });
  await numbered(side, '0 after the very end', { ...exact, baseSequence: 0 });
}

/** To a partition of its own for each topic, in versions with and without record errors. */
async function numbered(
  side: Side,
  name: string,
  options: Partial<NewBatch>,
  ...[values = TWO, topic = 'numbered']: [values?: readonly string[], topic?: string]
): Promise<void> {
  await compareProduce(side, name, { topic, records: batchOf(values, options) });
}

async function describe(side: Side): Promise<void> {
  const topics = [
    { name: 'numbered', partitionIndexes: [0, 1, 7, -1] },
    { name: 'stamped-numbers', partitionIndexes: [0] },
    { name: 'no-such-topic', partitionIndexes: [0] },
    { name: 'bad name', partitionIndexes: [0] },
  ];
  await side.compare('all', DescribeProducers, 0, { topics });
  await side.compare('no topics', DescribeProducers, 0, { topics: [] });
  const none = [{ name: 'numbered', partitionIndexes: [] }];
  await side.compare('no partitions', DescribeProducers, 0, { topics: none });
}
