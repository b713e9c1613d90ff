// Copies a topic to another with librdkafka (node-rdkafka), a transaction for each hundred records, every
// tenth of which is aborted: `librdkafka-copier.cjs ADDRESS INPUT OUTPUT`. Ends with the first error, and
// after an abort, for the group goes on where it committed. Plain JavaScript, because it runs under the
// machine's own Node, for which the binding was built.

const { KafkaConsumer, Producer } = require('node-rdkafka');

const [address, input, output] = process.argv.slice(2);
const common = { 'bootstrap.servers': address };
const TIMEOUT_MS = 10_000;

/** Calls a function that takes a callback last. */
const called = (act) =>
  new Promise((resolve, reject) => {
    act((error, value) => (error ? reject(error) : resolve(value)));
  });

/** The offsets after the last message of each partition. */
function positionsAfter(messages) {
  const next = new Map(messages.map(({ partition, offset }) => [partition, offset + 1]));
  return Array.from(next, ([partition, offset]) => ({ topic: input, partition, offset }));
}

async function copy(producer, consumer, messages) {
  await called((done) => producer.beginTransaction(done));
  for (const { partition, value } of messages) producer.produce(output, partition, value);
  await called((done) => producer.flush(TIMEOUT_MS, done));
  const positions = positionsAfter(messages);
  await called((done) => producer.sendOffsetsToTransaction(positions, consumer, TIMEOUT_MS, done));
  if (Math.random() < 0.02) {
    await called((done) => producer.abortTransaction(TIMEOUT_MS, done));
    throw new Error('aborted on purpose');
  }
  await called((done) => producer.commitTransaction(TIMEOUT_MS, done));
}

async function main() {
  const producer = new Producer({ ...common, 'transactional.id': `copier-${output}` });
  producer.setPollInterval(10);
  await called((done) => producer.connect({ timeout: TIMEOUT_MS }, done));
  // The transactional id first: a predecessor that still lives can commit nothing from then on.
  await called((done) => producer.initTransactions(TIMEOUT_MS, done));
  const consumer = new KafkaConsumer(
    {
      ...common,
      ...{ 'group.id': `copies-${output}`, 'enable.auto.commit': false },
      ...{ 'session.timeout.ms': 2_000, 'heartbeat.interval.ms': 300, 'fetch.wait.max.ms': 100 },
    },
    { 'auto.offset.reset': 'earliest' },
  );
  await called((done) => consumer.connect({ timeout: TIMEOUT_MS }, done));
  consumer.subscribe([input]);
  consumer.setDefaultConsumeTimeout(500);
  for (;;) {
    const messages = await called((done) => consumer.consume(100, done));
    if (messages.length > 0) await copy(producer, consumer, messages);
  }
}

main().catch((error) => {
  process.stderr.write(`${error}\n`);
  process.exit(1);
});
