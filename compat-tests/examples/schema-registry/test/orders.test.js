import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { Kafka, logLevel } from 'kafkajs';
import { ORDER, Orders } from '../src/orders.js';

const brokers = process.env.KAFKA_BROKERS.split(',');
const kafka = new Kafka({ brokers, logLevel: logLevel.NOTHING });
const orders = new Orders(kafka, process.env.SCHEMA_REGISTRY_URL, 'warehouse');
const received = new PassThrough({ objectMode: true });

before(async () => {
  await orders.useSchema(ORDER);
  await orders.send({ id: 'a', cents: 1000 });
  await orders.receive((order) => received.write({ ...order }));
});

after(() => orders.stop());

async function nextOrder() {
  const [order] = await once(received, 'data');
  return order;
}

test('an order is read as it was written', async () => {
  assert.deepEqual(await nextOrder(), { id: 'a', cents: 1000 });
});

test('a field with a default may be added', async () => {
  const note = { name: 'note', type: 'string', default: '' };
  await orders.useSchema({ ...ORDER, fields: [...ORDER.fields, note] });

  const next = nextOrder();
  await orders.send({ id: 'b', cents: 5, note: 'as a present' });
  assert.deepEqual(await next, { id: 'b', cents: 5, note: 'as a present' });
});

test('a field without a default is refused', async () => {
  const price = { name: 'price', type: 'double' };
  const schema = { ...ORDER, fields: [...ORDER.fields, price] };
  await assert.rejects(orders.useSchema(schema));
});
