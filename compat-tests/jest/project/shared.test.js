// The broker that all workers share. The suite runs this file twice, under two names, at the same time.

const { Kafka, logLevel } = require('kafkajs');
const { matchers, useBroker } = require('klamm/jest');

expect.extend(matchers);
const broker = useBroker();

test('a consumer group reads what was produced, under names of its own', async () => {
  const orders = await broker.createTopic('orders', 2);
  const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
  const groupId = broker.nameOf('billing');
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topic: orders.name, fromBeginning: true });
  await consumer.run({ eachMessage: async () => {} });
  await broker.group('billing').stable({ members: 1 });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: orders.name, messages: [{ key: 'a', value: 'one' }] });
  expect(await orders.received(1)).toHaveRecords([{ key: 'a', value: 'one' }]);
  const group = await broker.group('billing').lagZero();
  expect(group).toBeStable(1);
  expect(group).toHaveLag(0);
  await Promise.all([producer.disconnect(), consumer.disconnect()]);
});

test('a matcher that fails says what is there', () => {
  expect(() => expect([]).toHaveRecords([{ key: 'a' }])).toThrow('expected 1 records');
});
