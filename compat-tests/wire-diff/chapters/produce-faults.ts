// Produce: what is refused, with which code, and what else the answer then says; in every version.

import { writeInt64 } from '../../../src/base/int64-bytes.ts';
import { uuidFromBytes } from '../../../src/base/uuid.ts';
import { Produce } from '../../../src/protocol/generated/produce.ts';
import { encodeRequestFrame } from '../../../src/protocol/request-frame.ts';
import { BATCH_HEADER_SIZE, BatchField } from '../../../src/record/record-batch.ts';
import { buildBatch } from '../../../src/record/record-batch-builder.ts';
import { batchOf, changed, oldMessage, SENT_AT, tampered } from '../batches.ts';
import { compareProduce } from '../produce-to.ts';
import type { Chapter, Side } from '../side.ts';

const VERSIONS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
const NO_SUCH_ID = uuidFromBytes(Buffer.alloc(16, 7));
const GOOD = batchOf(['one', 'two', 'three']);

export const produceFaults: Chapter = {
  title: 'produce-faults',

  async run(side) {
    await side.newTopic('faults', { partitions: 2 });
    await side.newTopic('keyed', { configs: { 'cleanup.policy': 'compact' } });
    await side.newTopic('small', { configs: { 'max.message.bytes': '100' } });
    for (const version of VERSIONS) await everyVersion(side, version);
    for (const [name, records] of [...badFrames(), ...badHeaders(), ...badRecords()]) {
      for (const version of [7, 13]) {
        await compareProduce(side, name, { topic: 'faults', version, records });
      }
    }
    await nullRecords(side);
    await refusedTopics(side);
    await severalPartitions(side);
    await acknowledgements(side);
  },
};

async function everyVersion(side: Side, version: number): Promise<void> {
  const send = (name: string, records: Buffer | null, topic = 'faults') =>
    compareProduce(side, name, { topic, version, records });
  await send('good', GOOD);
  await send('zstd', batchOf(['z'], { compressionId: 4 }));
  await send('empty records', Buffer.alloc(0));
  await send('no key on a compacted topic', withoutKey(), 'keyed');
  await send('too large', GOOD, 'small');
  await send(
    'bad CRC',
    tampered(GOOD, (bytes) => bytes.fill(1, BATCH_HEADER_SIZE + 3)),
  );
  await compareProduce(side, 'unknown topic', {
    topic: 'no-such-topic',
    topicId: NO_SUCH_ID,
    version,
    records: GOOD,
  });
  for (const partition of [9, -1]) {
    const name = `partition ${partition}`;
    await compareProduce(side, name, { topic: 'faults', version, partition, records: GOOD });
  }
}

async function nullRecords(side: Side): Promise<void> {
  const head = { apiVersion: 13, correlationId: 1, clientId: null };
  const partitionData = [{ index: 0, records: null }];
  const topicData = [{ topicId: side.idOf('faults'), partitionData }];
  const request = { transactionalId: null, acks: 1, timeoutMs: 100, topicData };
  await side.compareBytes('null records', encodeRequestFrame(Produce, head, request), 300);
}

function withoutKey(): Buffer {
  const value = Buffer.from('v');
  return buildBatch({
    timestamp: SENT_AT,
    records: [{ key: Buffer.from('k'), value }, { value }, { value }],
  });
}

type Fault = [name: string, records: Buffer];

const { ATTRIBUTES, BATCH_LENGTH, LAST_OFFSET_DELTA, MAGIC, RECORDS_COUNT } = BatchField;

function int32(at: number, value: number): (bytes: Buffer) => void {
  return (bytes) => bytes.writeInt32BE(value, at);
}

function int16(at: number, value: number): (bytes: Buffer) => void {
  return (bytes) => bytes.writeInt16BE(value, at);
}

/** What is not one batch of the right size. */
function badFrames(): Fault[] {
  const length = GOOD.length - 12;
  return [
    ['two batches', Buffer.concat([GOOD, GOOD])],
    ['a batch and bytes', Buffer.concat([GOOD, Buffer.from('abc')])],
    ['a batch and half of another', Buffer.concat([GOOD, GOOD.subarray(0, 40)])],
    ['a batch and most of another', Buffer.concat([GOOD, GOOD.subarray(0, 70)])],
    ['a batch and zeros', Buffer.concat([GOOD, Buffer.alloc(40)])],
    ['half a batch', GOOD.subarray(0, 70)],
    ['half a header', GOOD.subarray(0, 30)],
    ['ten bytes', GOOD.subarray(0, 10)],
    ['zeros', Buffer.alloc(80)],
    ['magic 0', oldMessage(0, 'old')],
    ['magic 1', oldMessage(1, 'old')],
    ['magic 0 twice', Buffer.concat([oldMessage(0, 'old'), oldMessage(0, 'older')])],
    ['magic 1 then 2', Buffer.concat([oldMessage(1, 'old'), GOOD])],
    ['magic 3', tampered(GOOD, (bytes) => bytes.writeInt8(3, MAGIC))],
    ['magic -1', tampered(GOOD, (bytes) => bytes.writeInt8(-1, MAGIC))],
    ['a length one too long', tampered(GOOD, int32(BATCH_LENGTH, length + 1))],
    ['a length one too short', tampered(GOOD, int32(BATCH_LENGTH, length - 1))],
    ['a length of 0', tampered(GOOD, int32(BATCH_LENGTH, 0))],
    ['a length of 13', tampered(GOOD, int32(BATCH_LENGTH, 13))],
    ['a length of 48', tampered(GOOD, int32(BATCH_LENGTH, 48))],
    ['a negative length', tampered(GOOD, int32(BATCH_LENGTH, -1))],
  ];
}

function badHeaders(): Fault[] {
  return [
    ['record count too large', changed(GOOD, int32(RECORDS_COUNT, 4))],
    ['record count too small', changed(GOOD, int32(RECORDS_COUNT, 2))],
    ['record count 0', changed(GOOD, int32(RECORDS_COUNT, 0))],
    ['record count -1', changed(GOOD, int32(RECORDS_COUNT, -1))],
    ['last offset delta too large', changed(GOOD, int32(LAST_OFFSET_DELTA, 5))],
    ['last offset delta too small', changed(GOOD, int32(LAST_OFFSET_DELTA, 1))],
    ['last offset delta -1', changed(GOOD, int32(LAST_OFFSET_DELTA, -1))],
    ['one too many in both', changed(GOOD, countAndDelta(4))],
    ['one too few in both', changed(GOOD, countAndDelta(2))],
    ['a base offset', tampered(GOOD, (bytes) => writeInt64(bytes, 0, 5))],
    ['a negative base offset', tampered(GOOD, (bytes) => writeInt64(bytes, 0, -1))],
    ['a leader epoch', tampered(GOOD, int32(BatchField.PARTITION_LEADER_EPOCH, 77))],
    ['control batch', changed(GOOD, int16(ATTRIBUTES, 0x20))],
    ['transactional and control', changed(GOOD, int16(ATTRIBUTES, 0x30))],
    ['LogAppendTime by the producer', changed(GOOD, int16(ATTRIBUTES, 0x08))],
    ['delete horizon', changed(GOOD, int16(ATTRIBUTES, 0x40))],
    ['unknown attribute bits', changed(GOOD, int16(ATTRIBUTES, 0x7f80))],
    ['codec 5', changed(GOOD, int16(ATTRIBUTES, 5))],
    ['codec 7', changed(GOOD, int16(ATTRIBUTES, 7))],
    ...[1, 2, 3, 4].map((codec): [string, Buffer] => [
      `not compressed, but codec ${codec}`,
      changed(GOOD, int16(ATTRIBUTES, codec)),
    ]),
  ];
}

function badRecords(): Fault[] {
  const compressed = batchOf(['one', 'two'], { compressionId: 1 });
  return [
    ['compressed, count too large', changed(compressed, int32(RECORDS_COUNT, 3))],
    ['compressed, count too small', changed(compressed, int32(RECORDS_COUNT, 1))],
    ['compressed, both too many', changed(compressed, countAndDelta(3))],
    ['compressed, both too few', changed(compressed, countAndDelta(1))],
    ['compressed, cut', cutPayload(compressed)],
    ['uncompressed, cut', cutPayload(GOOD)],
    ['a record of negative length', changed(GOOD, (bytes) => bytes.writeUInt8(1, 61))],
    ['a record too long for the batch', changed(GOOD, (bytes) => bytes.writeUInt8(0x7e, 61))],
    ['a record one byte too short', changed(GOOD, (bytes) => shorten(bytes))],
    ['record attributes', changed(GOOD, (bytes) => bytes.writeUInt8(0xff, 62))],
    ['offset deltas out of order', changed(GOOD, (bytes) => bytes.writeUInt8(4, 64))],
    [
      'header count negative',
      changed(oneRecord(), (bytes) => bytes.writeUInt8(1, bytes.length - 1)),
    ],
    [
      'header count too large',
      changed(oneRecord(), (bytes) => bytes.writeUInt8(8, bytes.length - 1)),
    ],
    [
      'max timestamp wrong',
      changed(GOOD, (bytes) => writeInt64(bytes, BatchField.MAX_TIMESTAMP, 5)),
    ],
    ['timestamps of -1', buildBatch({ records: [{ value: Buffer.from('v') }] })],
    ['timestamps of -5', buildBatch({ timestamp: -5, records: [{ value: Buffer.from('v') }] })],
    ['producer id without sequence', batchOf(['p'], { producerId: 900_000, producerEpoch: 0 })],
    [
      'a negative producer epoch',
      batchOf(['p'], { producerId: 900_001, producerEpoch: -1, baseSequence: 0 }),
    ],
    ['a sequence without producer id', batchOf(['p'], { baseSequence: 3 })],
    ['transactional without producer id', batchOf(['p'], { isTransactional: true })],
  ];
}

function countAndDelta(count: number): (bytes: Buffer) => void {
  return (bytes) => {
    bytes.writeInt32BE(count, BatchField.RECORDS_COUNT);
    bytes.writeInt32BE(count - 1, BatchField.LAST_OFFSET_DELTA);
  };
}

/** The last bytes of the records are missing, and the length and the CRC agree with that. */
function cutPayload(batch: Buffer): Buffer {
  return changed(batch.subarray(0, batch.length - 3), (bytes) =>
    bytes.writeInt32BE(bytes.length - 12, BatchField.BATCH_LENGTH),
  );
}

function shorten(bytes: Buffer): void {
  bytes.writeUInt8(bytes.readUInt8(BATCH_HEADER_SIZE) - 2, BATCH_HEADER_SIZE);
}

function oneRecord(): Buffer {
  return batchOf(['only']);
}

async function refusedTopics(side: Side): Promise<void> {
  for (const version of [7, 12]) {
    for (const topic of ['', 'bad name', '..', 'x'.repeat(250), '__consumer_offsets']) {
      const name = `to the topic ${topic.slice(0, 20)}`;
      await compareProduce(side, name, { topic, version, records: GOOD });
    }
  }
  for (const version of [3, 8, 12, 13]) {
    const transactional = batchOf(['t'], {
      ...{ producerId: 910_000, producerEpoch: 0, baseSequence: 0 },
      isTransactional: true,
    });
    const sent = { topic: 'faults', version, records: transactional };
    await compareProduce(side, 'transactional batch without a transactional id', sent);
  }
}

async function severalPartitions(side: Side): Promise<void> {
  const good = { index: 0, records: GOOD };
  const head = { transactionalId: null, acks: -1, timeoutMs: 5_000 };
  const topic = { name: 'faults', topicId: side.idOf('faults') };
  const unknown = { name: 'none-such', topicId: NO_SUCH_ID, partitionData: [good] };
  for (const version of [9, 13]) {
    const send = (name: string, topicData: readonly (typeof unknown)[]) =>
      side.compare(name, Produce, version, { ...head, topicData });
    const partitions = (...partitionData: (typeof good)[]) => ({ ...topic, partitionData });
    await send('no topics', []);
    await send('no partitions', [partitions()]);
    await send('a partition twice', [partitions(good, good)]);
    await send('a topic twice', [partitions(good), partitions({ ...good, index: 1 })]);
    await send('a topic and partition twice', [partitions(good), partitions(good)]);
    await send('one good, one bad', [partitions(good, { ...good, index: 7 })]);
    await send('known and unknown topic', [partitions(good), unknown]);
  }
}

async function acknowledgements(side: Side): Promise<void> {
  for (const version of [3, 7, 9, 12, 13]) {
    for (const acks of [1, 2, -2, 32767]) {
      await compareProduce(side, `acks ${acks}`, { topic: 'faults', version, acks, records: GOOD });
    }
    const topics = [{ name: 'x', topicId: NO_SUCH_ID, partitionData: [] }];
    const request = { transactionalId: null, acks: 5, timeoutMs: 1, topicData: topics };
    await side.compare('acks 5, no partitions', Produce, version, request);
  }
}
