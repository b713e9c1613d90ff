// A broker of the test's own, inside Jest's sandbox.

const { Kafka, logLevel } = require('kafkajs');
const { startBroker } = require('klamm/testing');

test('a broker starts, forgets with time, and leaves nothing open', async () => {
  const broker = await startBroker({ topics: { orders: 1 } });
  const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  await producer.send({ topic: 'orders', messages: [{ value: 'one' }] });
  expect(await broker.topic('orders').received(1)).toMatchObject([{ value: 'one' }]);
  await broker.clock.advance('8 days');
  expect(broker.topic('orders').records()).toEqual([]);
  await producer.disconnect();
  await broker.close();
});
