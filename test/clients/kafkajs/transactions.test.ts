import type { Consumer, Transaction } from 'kafkajs';
import { expect, onTestFinished, test } from 'vitest';
import { Broker } from '../../../compat-tests/support/broker.ts';
import { brokerOfThisFile, Collected, uniqueName } from '../support.ts';
import { connectedAdmin, connectedProducer, createTopic, subscribedConsumer } from './support.ts';

const broker = brokerOfThisFile();
// Apache Kafka takes ten seconds to come back after a kill: the controller waits for the old session.
const PATIENT = { retries: 50, maxRetryTime: 1_000 };

function transactionalProducer(address: string) {
  const transactionalId = uniqueName('tx');
  const options = { maxInFlightRequests: 1, idempotent: true, retry: PATIENT };
  return connectedProducer(address, { ...options, transactionalId });
}

/** The values that a consumer gives, by default those of committed transactions only. */
async function valuesOf(
  topic: string,
  { readUncommitted = false, address = broker.address } = {},
): Promise<Collected<string>> {
  const groupId = uniqueName('reader');
  const consumer: Consumer = await subscribedConsumer(address, topic, {
    groupId,
    readUncommitted,
    retry: PATIENT,
  });
  const seen = new Collected<string>();
  await consumer.run({ eachMessage: async ({ message }) => seen.add(String(message.value)) });
  return seen;
}

const send = (transaction: Transaction, topic: string, value: string) =>
  transaction.send({ topic, messages: [{ value }] });

test('a consumer sees what is committed, never what is aborted', async () => {
  const topic = await createTopic(broker.address, uniqueName('mixed'));
  const producer = await transactionalProducer(broker.address);
  const seen = await valuesOf(topic);
  const all = await valuesOf(topic, { readUncommitted: true });
  for (let at = 0; at < 10; at += 1) {
    const transaction = await producer.transaction();
    await send(transaction, topic, `${at}a`);
    await send(transaction, topic, `${at}b`);
    await (at % 3 === 0 ? transaction.abort() : transaction.commit());
  }
  const kept = [1, 2, 4, 5, 7, 8].flatMap((at) => [`${at}a`, `${at}b`]);
  expect(await seen.until(kept.length)).toEqual(kept);
  expect(await all.until(20)).toHaveLength(20);
});

test('offsets that a transaction commits count with it', async () => {
  const input = await createTopic(broker.address, uniqueName('input'));
  const producer = await transactionalProducer(broker.address);
  const admin = await connectedAdmin(broker.address);
  const groupId = uniqueName('copies');
  const commit = async (offset: string, isCommitted: boolean) => {
    const transaction = await producer.transaction();
    const topics = [{ topic: input, partitions: [{ partition: 0, offset }] }];
    await transaction.sendOffsets({ consumerGroupId: groupId, topics });
    await (isCommitted ? transaction.commit() : transaction.abort());
  };
  const committed = async () => {
    const [answer] = await admin.fetchOffsets({ groupId, topics: [input] });
    return answer?.partitions[0]?.offset;
  };
  await commit('5', true);
  await expect.poll(committed, { timeout: 10_000 }).toBe('5');
  await commit('9', false);
  await expect.poll(committed, { timeout: 10_000 }).toBe('5');
});

test.for(['stop', 'kill'] as const)('a transaction outlives a %s of the broker', async (ending) => {
  const own = await Broker.start();
  onTestFinished(() => own[Symbol.asyncDispose]());
  const topic = await createTopic(own.address, uniqueName('outlived'));
  const producer = await transactionalProducer(own.address);
  const first = await producer.transaction();
  await send(first, topic, 'before');
  await own[ending]();
  await own.startAgain();
  await send(first, topic, 'after');
  await first.commit();
  const second = await producer.transaction();
  await send(second, topic, 'given up');
  await own[ending]();
  await own.startAgain();
  await second.abort();
  const third = await producer.transaction();
  await send(third, topic, 'last');
  await third.commit();
  const seen = await valuesOf(topic, { address: own.address });
  expect(await seen.until(3)).toEqual(['before', 'after', 'last']);
});
