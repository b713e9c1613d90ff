// node-rdkafka, that is librdkafka, against the broker at KLAMM_ADDRESS. Plain JavaScript, because it
// runs under the machine's own Node, for which the binding was built.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { AdminClient, CODES, KafkaConsumer, Producer, features } = require('node-rdkafka');

const address = process.env.KLAMM_ADDRESS;
const common = { 'bootstrap.servers': address, 'client.id': 'rdkafka-test' };
const TIMEOUT_MS = 20_000;

let names = 0;
const uniqueName = (prefix) => {
  names += 1;
  return `rd-${prefix}-${names}`;
};

/** Calls a function that takes a callback last. */
const called = (act) =>
  new Promise((resolve, reject) => {
    act((error, value) => (error ? reject(error) : resolve(value)));
  });

async function withAdmin(act) {
  const admin = AdminClient.create(common);
  try {
    return await act(admin);
  } finally {
    admin.disconnect();
  }
}

async function newTopic(partitions = 1, config = {}) {
  const topic = uniqueName('topic');
  const wish = { topic, num_partitions: partitions, replication_factor: 1, config };
  await withAdmin((admin) => called((done) => admin.createTopic(wish, TIMEOUT_MS, done)));
  return topic;
}

async function connectedProducer(options = {}) {
  const producer = new Producer({ ...common, dr_cb: true, ...options });
  producer.setPollInterval(10);
  await called((done) => producer.connect({ timeout: TIMEOUT_MS }, done));
  return producer;
}

/** Sends the records and resolves with their delivery reports. */
async function send(topic, records, options = {}) {
  const producer = await connectedProducer(options);
  const reports = [];
  const delivered = new Promise((resolve, reject) => {
    producer.on('delivery-report', (error, report) => {
      if (error) reject(error);
      reports.push(report);
      if (reports.length === records.length) resolve();
    });
  });
  for (const { partition, key, value, timestamp, headers } of records) {
    const bytes = value === null ? null : Buffer.from(value);
    producer.produce(topic, partition ?? null, bytes, key ?? null, timestamp, null, headers);
  }
  try {
    await delivered;
  } finally {
    await called((done) => producer.disconnect(done));
  }
  return reports;
}

async function connectedConsumer(topic, options = {}) {
  const consumer = new KafkaConsumer(
    {
      ...common,
      ...{ 'group.id': uniqueName('group'), 'fetch.wait.max.ms': 100, rebalance_cb: true },
      ...options,
    },
    { 'auto.offset.reset': 'earliest' },
  );
  await called((done) => consumer.connect({ timeout: TIMEOUT_MS }, done));
  consumer.subscribe([topic]);
  return consumer;
}

/** The next `count` messages; fails when they do not come. */
async function take(consumer, count) {
  const messages = [];
  const deadline = Date.now() + TIMEOUT_MS;
  while (messages.length < count) {
    assert.ok(Date.now() < deadline, `${messages.length} of ${count} messages came`);
    consumer.setDefaultConsumeTimeout(200);
    messages.push(...(await called((done) => consumer.consume(count - messages.length, done))));
  }
  return messages;
}

async function readAll(topic, count, options = {}) {
  const consumer = await connectedConsumer(topic, options);
  const messages = await take(consumer, count);
  await called((done) => consumer.disconnect(done));
  return messages;
}

const values = (messages) => messages.map(({ value }) => String(value));

test('topics are created, grown, listed in the metadata and deleted', async () => {
  const topic = await newTopic(2);
  await withAdmin((admin) => called((done) => admin.createPartitions(topic, 3, TIMEOUT_MS, done)));
  const producer = await connectedProducer();
  const metadata = await called((done) => producer.getMetadata({ topic, timeout: 5000 }, done));
  assert.equal(metadata.topics[0].partitions.length, 3);
  assert.deepEqual(metadata.topics[0].partitions[0].isrs, [0]);
  assert.equal(`${metadata.brokers[0].host}:${metadata.brokers[0].port}`, address);
  await called((done) => producer.disconnect(done));
  await withAdmin((admin) => called((done) => admin.deleteTopic(topic, TIMEOUT_MS, done)));
});

test('a topic that exists is not created twice', async () => {
  const topic = await newTopic();
  const wish = { topic, num_partitions: 1, replication_factor: 1 };
  await assert.rejects(
    withAdmin((admin) => called((done) => admin.createTopic(wish, TIMEOUT_MS, done))),
    (error) => error.code === CODES.ERRORS.ERR_TOPIC_ALREADY_EXISTS,
  );
});

test('key, value, timestamp and headers come back', async () => {
  const topic = await newTopic();
  const [report] = await send(topic, [
    { key: 'k', value: 'v', timestamp: 1700000000000, headers: [{ one: Buffer.from('1') }] },
  ]);
  assert.equal(report.offset, 0);
  const [message] = await readAll(topic, 1);
  assert.equal(String(message.key), 'k');
  assert.equal(String(message.value), 'v');
  assert.equal(message.timestamp, 1700000000000);
  assert.deepEqual(message.headers, [{ one: Buffer.from('1') }]);
});

test('a null value is no value', async () => {
  const topic = await newTopic();
  await send(topic, [{ key: 'k', value: null }]);
  const [message] = await readAll(topic, 1);
  assert.equal(message.value, null);
});

for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
  const missing = codec !== 'none' && !features.includes(codec) && 'not built into librdkafka here';
  test(`records compressed with ${codec} come back`, { skip: missing }, async () => {
    const topic = await newTopic();
    const sent = Array.from({ length: 300 }, (_, index) => `${index} ${'x'.repeat(100)}`);
    const records = sent.map((value) => ({ value, partition: 0 }));
    await send(topic, records, { 'compression.codec': codec, 'linger.ms': 50 });
    assert.deepEqual(values(await readAll(topic, 300)), sent);
  });
}

for (const acks of [0, 1, -1]) {
  test(`records sent with acks=${acks} arrive`, async () => {
    const topic = await newTopic();
    await send(topic, [{ value: 'a' }, { value: 'b' }], { 'request.required.acks': acks });
    assert.deepEqual(values(await readAll(topic, 2)), ['a', 'b']);
  });
}

test('an idempotent producer keeps the order with five requests in flight', async () => {
  const topic = await newTopic();
  const sent = Array.from({ length: 2_000 }, (_, index) => String(index));
  const records = sent.map((value) => ({ value, partition: 0 }));
  await send(topic, records, { 'enable.idempotence': true, 'batch.num.messages': 50 });
  assert.deepEqual(values(await readAll(topic, 2_000)), sent);
});

test('a group goes on where it committed', async () => {
  const topic = await newTopic();
  await send(topic, [{ value: '0' }, { value: '1' }, { value: '2' }]);
  const group = { 'group.id': uniqueName('group'), 'enable.auto.commit': false };
  const first = await connectedConsumer(topic, group);
  const messages = await take(first, 3);
  first.commitMessageSync(messages[1]);
  const committed = await called((done) => first.committed(null, 5000, done));
  assert.equal(committed[0].offset, 2);
  await called((done) => first.disconnect(done));
  assert.deepEqual(values(await readAll(topic, 1, group)), ['2']);
});

test('members of a group share the partitions', async () => {
  const topic = await newTopic(4);
  const group = { 'group.id': uniqueName('group'), 'session.timeout.ms': 6000 };
  const first = await connectedConsumer(topic, group);
  const second = await connectedConsumer(topic, group);
  const deadline = Date.now() + TIMEOUT_MS;
  const shares = () => [first, second].map((each) => each.assignments().length);
  while (shares().join() !== '2,2') {
    assert.ok(Date.now() < deadline, `the partitions are shared ${shares()}`);
    await Promise.all([first, second].map((each) => called((done) => each.consume(1, done))));
  }
  await called((done) => first.disconnect(done));
  while (second.assignments().length !== 4) {
    assert.ok(Date.now() < deadline, 'the one who stayed has not got all partitions');
    await called((done) => second.consume(1, done));
  }
  await called((done) => second.disconnect(done));
});

test('the cooperative assignor is served', async () => {
  const topic = await newTopic(2);
  await send(topic, [
    { value: 'a', partition: 0 },
    { value: 'b', partition: 1 },
  ]);
  const options = { 'partition.assignment.strategy': 'cooperative-sticky' };
  assert.deepEqual(values(await readAll(topic, 2, options)).sort(), ['a', 'b']);
});

test('offsets are told by time, and the ends of a partition', async () => {
  const topic = await newTopic();
  const times = [1700000000000, 1700000001000, 1700000002000];
  await send(
    topic,
    times.map((timestamp) => ({ value: 'v', timestamp })),
  );
  const consumer = await connectedConsumer(topic);
  const asked = [{ topic, partition: 0, offset: 1700000000500 }];
  const found = await called((done) => consumer.offsetsForTimes(asked, 5000, done));
  assert.equal(found[0].offset, 1);
  const ends = await called((done) => consumer.queryWatermarkOffsets(topic, 0, 5000, done));
  assert.deepEqual([ends.lowOffset, ends.highOffset], [0, 3]);
  await called((done) => consumer.disconnect(done));
});

test('a record that is too large for its topic is reported', async () => {
  const topic = await newTopic(1, { 'max.message.bytes': '1000' });
  await assert.rejects(send(topic, [{ value: 'x'.repeat(5000) }]), /message size too large/i);
});

/** A transaction of these records that ends as it is told to. */
async function transaction(producer, topic, records, ending) {
  await called((done) => producer.beginTransaction(done));
  for (const value of records) producer.produce(topic, null, Buffer.from(value));
  // An abort forgets what has not been sent yet.
  await called((done) => producer.flush(TIMEOUT_MS, done));
  await called((done) => producer[ending](TIMEOUT_MS, done));
}

test('transactions are committed and aborted, and readers see what is committed', async () => {
  const topic = await newTopic(2);
  const producer = await connectedProducer({ 'transactional.id': uniqueName('tx') });
  await called((done) => producer.initTransactions(TIMEOUT_MS, done));
  await transaction(producer, topic, ['a', 'b'], 'commitTransaction');
  await transaction(producer, topic, ['lost'], 'abortTransaction');
  await transaction(producer, topic, ['c'], 'commitTransaction');
  await called((done) => producer.disconnect(done));
  assert.deepEqual(values(await readAll(topic, 3)).sort(), ['a', 'b', 'c']);
  const uncommitted = { 'isolation.level': 'read_uncommitted' };
  assert.equal((await readAll(topic, 4, uncommitted)).length, 4);
});

test('offsets go with the transaction that commits them', async () => {
  const [input, output] = [await newTopic(), await newTopic()];
  await send(input, [{ value: '0' }, { value: '1' }, { value: '2' }]);
  const group = { 'group.id': uniqueName('group'), 'enable.auto.commit': false };
  const consumer = await connectedConsumer(input, group);
  await take(consumer, 3);
  const producer = await connectedProducer({ 'transactional.id': uniqueName('tx') });
  await called((done) => producer.initTransactions(TIMEOUT_MS, done));
  const position = (offset) => [{ topic: input, partition: 0, offset }];
  for (const [offset, ending] of [
    [1, 'commitTransaction'],
    [3, 'abortTransaction'],
  ]) {
    await called((done) => producer.beginTransaction(done));
    producer.produce(output, null, Buffer.from('copy'));
    await called((done) =>
      producer.sendOffsetsToTransaction(position(offset), consumer, TIMEOUT_MS, done),
    );
    await called((done) => producer[ending](TIMEOUT_MS, done));
  }
  const committed = await called((done) => consumer.committed(null, TIMEOUT_MS, done));
  assert.equal(committed[0].offset, 1);
  for (const client of [consumer, producer]) await called((done) => client.disconnect(done));
});

test('a producer that takes a transactional id fences the one that had it', async () => {
  const topic = await newTopic();
  const id = { 'transactional.id': uniqueName('tx') };
  const first = await connectedProducer(id);
  await called((done) => first.initTransactions(TIMEOUT_MS, done));
  await transaction(first, topic, ['old'], 'commitTransaction');
  const second = await connectedProducer(id);
  await called((done) => second.initTransactions(TIMEOUT_MS, done));
  await assert.rejects(transaction(first, topic, ['late'], 'commitTransaction'));
  await transaction(second, topic, ['new'], 'commitTransaction');
  assert.deepEqual(values(await readAll(topic, 2)), ['old', 'new']);
  for (const client of [first, second]) await called((done) => client.disconnect(done));
});
