// Copies a topic to another with kafkajs, a transaction for each batch, every tenth of which is aborted and
// done again: `kafkajs-copier.ts ADDRESS INPUT OUTPUT`. Ends with the first error; whoever started it starts
// it again, and the transactional id fences what it left behind.

import kafkajs from 'kafkajs';

const { Kafka, logLevel, Partitioners } = kafkajs;
const [address = '', input = '', output = ''] = process.argv.slice(2);
const groupId = `copies-${output}`;

const client = new Kafka({ brokers: [address], logLevel: logLevel.ERROR, clientId: 'copier' });
const consumer = client.consumer({ groupId, sessionTimeout: 2_000, heartbeatInterval: 300 });
const producer = client.producer({
  ...{ transactionalId: `copier-${output}`, maxInFlightRequests: 1, idempotent: true },
  createPartitioner: Partitioners.DefaultPartitioner,
  transactionTimeout: 10_000,
});

function fail(error: unknown): void {
  process.stderr.write(`${error}\n`);
  process.exit(1);
}

async function copy(
  partition: number,
  messages: readonly { readonly value: Buffer | null; readonly offset: string }[],
): Promise<void> {
  const last = messages.at(-1);
  if (last === undefined) return;
  const offset = String(BigInt(last.offset) + 1n);
  for (const isCommitted of Math.random() < 0.1 ? [false, true] : [true]) {
    const transaction = await producer.transaction();
    const copies = messages.map(({ value }) => ({ partition, value }));
    await transaction.send({ topic: output, messages: copies });
    const topics = [{ topic: input, partitions: [{ partition, offset }] }];
    await transaction.sendOffsets({ consumerGroupId: groupId, topics });
    await (isCommitted ? transaction.commit() : transaction.abort());
  }
}

consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
process.on('unhandledRejection', fail);

// The transactional id first: a predecessor that still lives can commit nothing from then on.
await producer.connect();
const begun = await producer.transaction();
await begun.abort();
await consumer.connect();
await consumer.subscribe({ topics: [input], fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachBatchAutoResolve: false,
  eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
    try {
      const messages = batch.messages.slice(0, 100);
      await copy(batch.partition, messages);
      resolveOffset(messages.at(-1)?.offset ?? '0');
      await heartbeat();
    } catch (error) {
      fail(error);
    }
  },
});
