// Testcontainers' own modules, unchanged, start the image in an engine of ours.

import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it, onTestFailed, onTestFinished } from 'vitest';
import { Engine } from './engine/engine.ts';
import { buildImage } from './engine/image.ts';
import { javaProgram, nodeProgram, pythonProgram } from './installs.ts';
import type { Program } from './module-run.ts';
import { ModuleRun } from './module-run.ts';

let image: string;
let engine: Engine;

beforeAll(async () => {
  image = await buildImage();
  engine = await Engine.start(image);
});

afterAll(() => engine.stop());

/** Writes a record at the address that a module gave, and reads it back, which needs the advertised one. */
async function roundTrip(address: string): Promise<string> {
  const kafka = new Kafka({ brokers: [address], logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: 'round' });
  onTestFinished(async () => {
    await Promise.all([producer.disconnect(), consumer.disconnect()]);
  });
  await Promise.all([producer.connect(), consumer.connect()]);
  await producer.send({ topic: 'trip', messages: [{ value: 'back' }] });
  await consumer.subscribe({ topic: 'trip', fromBeginning: true });
  return new Promise((resolve, reject) => {
    const eachMessage = async ({ message }: { message: { value: Buffer | null } }) => {
      resolve(String(message.value));
    };
    consumer.run({ eachMessage }).catch(reject);
  });
}

const MODULES: readonly (readonly [string, () => Program])[] = [
  ['Node', () => nodeProgram()],
  ['Node, KRaft', () => nodeProgram('kraft')],
  ['Python', () => pythonProgram()],
  ['Python, KRaft', () => pythonProgram('kraft')],
  ['Java, KafkaContainer', () => javaProgram('apache')],
  ['Java, ConfluentKafkaContainer with a listener more', () => javaProgram('confluent')],
  ['Java, the former KafkaContainer', () => javaProgram('legacy')],
  ['Java, the former KafkaContainer with KRaft', () => javaProgram('legacy-kraft')],
];

describe('Testcontainers for', () => {
  it.each(MODULES)('%s', async (_name, program) => {
    const run = new ModuleRun(engine, program());
    onTestFailed(() => {
      for (const { log } of engine.containers.values()) process.stderr.write(log.text);
      process.stderr.write(`${engine.unknownCalls.join('\n')}\n`);
    });
    onTestFinished(async () => void (await run.stop()));
    expect(await roundTrip(await run.address())).toBe('back');
    expect(await run.stop()).toBe(0);
  });
});
