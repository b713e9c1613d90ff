// kafkajs with everything it leaves to others: the codecs that it names but does not bring.

import type {
  Admin,
  Consumer,
  ConsumerConfig,
  Producer,
  ProducerConfig,
  RetryOptions,
} from 'kafkajs';
import kafkajs from 'kafkajs';
import { onTestFinished } from 'vitest';
import { codecById } from './codecs.ts';

const { CompressionCodecs, CompressionTypes, Kafka, logLevel, Partitioners } = kafkajs;

for (const [type, codec] of codecById) {
  CompressionCodecs[type] = () => codec;
}

export { CompressionTypes, Partitioners };

/** A kafkajs client that says nothing. */
export function kafkaClient(address: string, retry: RetryOptions = {}) {
  return new Kafka({ clientId: 'test', brokers: [address], logLevel: logLevel.NOTHING, retry });
}

/** An admin that is connected, and disconnects when the test ends. */
export async function connectedAdmin(address: string): Promise<Admin> {
  const admin = kafkaClient(address).admin();
  await admin.connect();
  onTestFinished(() => admin.disconnect());
  return admin;
}

/** A producer that is connected, and disconnects when the test ends. */
export async function connectedProducer(
  address: string,
  config: ProducerConfig = {},
): Promise<Producer> {
  const producer = kafkaClient(address, config.retry).producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    ...config,
  });
  await producer.connect();
  onTestFinished(() => producer.disconnect());
  return producer;
}

/** A consumer that is connected and subscribed from the beginning; it disconnects when the test ends. */
export async function subscribedConsumer(
  address: string,
  topics: string | string[],
  config: ConsumerConfig,
): Promise<Consumer> {
  const consumer = kafkaClient(address, config.retry).consumer({ maxWaitTimeInMs: 100, ...config });
  await consumer.connect();
  onTestFinished(() => consumer.disconnect());
  await consumer.subscribe({ topics: [topics].flat(), fromBeginning: true });
  return consumer;
}

/** Creates a topic that is usable when this resolves. */
export async function createTopic(address: string, topic: string, partitions = 1): Promise<string> {
  const admin = await connectedAdmin(address);
  await admin.createTopics({
    topics: [{ topic, numPartitions: partitions }],
    waitForLeaders: true,
  });
  return topic;
}
