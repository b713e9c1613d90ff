// Produce under the topic's own rules: whose timestamps, how old and how new, which compression, and what
// a consumer then reads.

import type { NewBatch } from '../../../src/record/record-batch-builder.ts';
import { buildBatch } from '../../../src/record/record-batch-builder.ts';
import { batchOf, changed, SENT_AT } from '../batches.ts';
import { compareRead } from '../fetch-from.ts';
import { compareProduce } from '../produce-to.ts';
import type { Chapter, Side } from '../side.ts';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const CODECS = ['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'];

export const produceOptions: Chapter = {
  title: 'produce-options',

  async run(side) {
    await timestamps(side);
    await logAppendTime(side);
    await compression(side);
    await sizes(side);
  },
};

async function timestamps(side: Side): Promise<void> {
  await side.newTopic('any-time');
  await side.newTopic('recent', {
    configs: { 'message.timestamp.before.max.ms': `${2 * HOUR_MS}` },
  });
  await side.newTopic('no-future', { configs: { 'message.timestamp.after.max.ms': '60000' } });
  await side.newTopic('keyed-recent', {
    configs: { 'message.timestamp.before.max.ms': `${2 * HOUR_MS}`, 'cleanup.policy': 'compact' },
  });
  const times = {
    'as sent': SENT_AT,
    'a year ago': SENT_AT - YEAR_MS,
    'in two hours': SENT_AT + 3 * HOUR_MS,
    'in a year': SENT_AT + YEAR_MS,
    none: -1,
    'at the beginning': 0,
    'before the beginning': -7,
    'beyond all': 2 ** 62,
  };
  for (const topic of ['any-time', 'recent', 'no-future']) {
    for (const [name, timestamp] of Object.entries(times)) {
      const value = Buffer.from('v');
      const records = buildBatch({
        records: [
          { value, timestamp: SENT_AT },
          { value, timestamp },
        ],
      });
      for (const version of [7, 13]) {
        await compareProduce(side, `${name} to ${topic}`, { topic, version, records });
      }
    }
  }
  const value = Buffer.from('v');
  const records = [
    { value, timestamp: SENT_AT },
    { key: value, value, timestamp: SENT_AT - YEAR_MS },
    { value, timestamp: SENT_AT - YEAR_MS },
    ...Array.from({ length: 3 }, () => ({ value, timestamp: SENT_AT })),
  ];
  const sent = { topic: 'keyed-recent', version: 13, records: buildBatch({ records }) };
  await compareProduce(side, 'keys and times at fault', sent);
  await compareRead(side, 'any-time');
}

async function logAppendTime(side: Side): Promise<void> {
  await side.newTopic('stamped', { configs: { 'message.timestamp.type': 'LogAppendTime' } });
  const batches: Record<string, Buffer> = {
    plain: batchOf(['a', 'b']),
    gzip: batchOf(['a', 'b'], { compressionId: 1 }),
    'without a time': buildBatch({ records: [{ value: Buffer.from('v') }] }),
    'from long ago': buildBatch({ records: [{ value: null, timestamp: SENT_AT - YEAR_MS }] }),
    'stamped by the producer': changed(batchOf(['a']), (bytes) => bytes.writeInt16BE(8, 21)),
    idempotent: batchOf(['a'], { producerId: 920_000, producerEpoch: 0, baseSequence: 0 }),
  };
  for (const version of [3, 8, 13]) {
    for (const [name, records] of Object.entries(batches)) {
      await compareProduce(side, `LogAppendTime, ${name}`, { topic: 'stamped', version, records });
    }
  }
  await compareRead(side, 'stamped');
}

async function compression(side: Side): Promise<void> {
  for (const type of CODECS) {
    const topic = `as-${type}`;
    await side.newTopic(topic, { configs: { 'compression.type': type } });
    for (const [compressionId, codec] of CODECS.entries()) {
      const records = batchOf(['one', 'two', 'x'.repeat(300)], { compressionId });
      await compareProduce(side, `${codec} to ${topic}`, { topic, records });
    }
    const idempotent = { producerId: 930_000, producerEpoch: 3, baseSequence: 0, compressionId: 1 };
    await compareProduce(side, `idempotent to ${topic}`, {
      topic,
      records: batchOf(['p', 'q'], idempotent),
    });
    await compareRead(side, topic);
  }
  const configs = { 'compression.type': 'gzip', 'message.timestamp.type': 'LogAppendTime' };
  await side.newTopic('gzip-stamped', { configs });
  const records = batchOf(['one', 'two'], { compressionId: 3 });
  await compareProduce(side, 'lz4 to gzip, stamped', { topic: 'gzip-stamped', records });
  await compareRead(side, 'gzip-stamped');
}

async function sizes(side: Side): Promise<void> {
  const records = batchOf(['some value']);
  const sized = (bytes: number) => ({ configs: { 'max.message.bytes': String(bytes) } });
  await side.newTopic('exact', sized(records.length));
  await side.newTopic('one-less', sized(records.length - 1));
  for (const topic of ['exact', 'one-less']) {
    await compareProduce(side, `size for ${topic}`, { topic, records });
  }
  const large: Partial<NewBatch> = { compressionId: 1 };
  const squeezed = batchOf(['x'.repeat(5_000)], large);
  await side.newTopic('unpacked', {
    configs: { 'max.message.bytes': '2000', 'compression.type': 'uncompressed' },
  });
  await compareProduce(side, 'too large once unpacked', { topic: 'unpacked', records: squeezed });
  await side.newTopic('packed', {
    configs: { 'max.message.bytes': '2000', 'compression.type': 'gzip' },
  });
  const loose = batchOf(['x'.repeat(5_000)]);
  await compareProduce(side, 'small enough once packed', { topic: 'packed', records: loose });
}
