import { describe, expect, it } from 'vitest';
import { CloseConnection } from '../../src/base/close-connection.ts';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { produce } from '../../src/handlers/produce.ts';
import type { ProduceResponse } from '../../src/protocol/generated/produce.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { compressionId } from '../../src/record/compression.ts';
import type { Partition } from '../../src/replication/partition.ts';
import { BATCH_TIME, batchOf, DataPath, isSettled, valuesIn } from './support/data-path.ts';
import { versionsOf } from './support/group-context.ts';

const UNKNOWN_ID = 'EBESExQVFhcYGRobHB0eHw' as Uuid;
const LATEST = 12;

interface Sent {
  readonly acks?: number;
  readonly topic?: string;
  readonly topicId?: Uuid;
  readonly index?: number;
  readonly transactionalId?: string;
}

function requestOf(records: Buffer | null, sent: Sent = {}) {
  const { acks = -1, topic = 'orders', topicId = ZERO_UUID, index = 0 } = sent;
  return {
    transactionalId: sent.transactionalId ?? null,
    acks,
    timeoutMs: 1000,
    topicData: [{ name: topic, topicId, partitionData: [{ index, records }] }],
  };
}

function onlyPartition({ responses }: ProduceResponse) {
  const [partition] = responses[0]?.partitionResponses ?? [];
  if (!partition) throw new Error('no partition is answered');
  return partition;
}

async function send(path: DataPath, records: Buffer | null, sent?: Sent, version = LATEST) {
  return onlyPartition(await path.send(Produce, version, requestOf(records, sent)));
}

function stored(partition: Partition): Buffer {
  const { log } = partition;
  const slice = log.read({
    fetchOffset: log.logStartOffset,
    maxBytes: 1_000_000,
    maxOffset: log.logEndOffset,
    minOneBatch: true,
  });
  const bytes = Buffer.alloc(slice.records.byteLength);
  slice.records.readInto(bytes, 0);
  return bytes;
}

describe('Produce', () => {
  it.each(versionsOf(produce))('v%i appends a batch and says where it is', async (version) => {
    const path = await DataPath.start();
    const partition = await path.topic('orders');
    partition.append(batchOf(['before']), 'client');
    const { topicId } = partition;
    const request = requestOf(batchOf(['a', 'b']), { topicId });
    const response = await path.send(Produce, version, request);
    expect(response.responses[0]).toMatchObject(version >= 13 ? { topicId } : { name: 'orders' });
    expect(onlyPartition(response)).toMatchObject({
      index: 0,
      errorCode: ErrorCode.NONE,
      baseOffset: 1,
      logAppendTimeMs: -1,
      logStartOffset: version >= 5 ? 0 : -1,
    });
    expect(valuesIn(stored(partition))).toEqual(['0:before', '1:a', '2:b']);
  });

  it.each([1, -1])('with acks %i answers once the records are there', async (acks) => {
    const path = await DataPath.start();
    const partition = await path.topic('orders');
    expect((await send(path, batchOf(['a']), { acks })).errorCode).toBe(ErrorCode.NONE);
    expect(partition.highWatermark).toBe(1);
  });

  it('with acks 0 appends and does not answer', async () => {
    const path = await DataPath.start();
    const partition = await path.topic('orders');
    expect(await path.ask(Produce, LATEST, requestOf(batchOf(['a']), { acks: 0 }))).toBeNull();
    expect(partition.highWatermark).toBe(1);
  });

  it('with acks 0 closes the connection when anything goes wrong', async () => {
    const path = await DataPath.start();
    const request = requestOf(batchOf(['a']), { acks: 0, topic: 'nowhere' });
    await expect(path.ask(Produce, LATEST, request)).rejects.toThrow(CloseConnection);
  });

  it.each([-2, 2, 7])('refuses acks %i', async (acks) => {
    const path = await DataPath.start();
    const partition = await path.topic('orders');
    const answer = await send(path, batchOf(['a']), { acks });
    expect(answer).toMatchObject({ errorCode: ErrorCode.INVALID_REQUIRED_ACKS, baseOffset: -1 });
    expect(partition.log.logEndOffset).toBe(0);
  });

  it('answers each partition for itself', async () => {
    const path = await DataPath.start();
    await path.topic('orders', { partitions: 2 });
    const { responses } = await path.send(Produce, LATEST, {
      acks: 1,
      timeoutMs: 1000,
      topicData: [
        {
          name: 'orders',
          partitionData: [
            { index: 1, records: batchOf(['a']) },
            { index: 2, records: batchOf(['b']) },
            { index: 0, records: Buffer.from('garbage') },
          ],
        },
        { name: 'nowhere', partitionData: [{ index: 0, records: batchOf(['c']) }] },
      ],
    });
    const codes = responses.map(({ name, partitionResponses }) => [
      name,
      ...partitionResponses.map(({ index, errorCode }) => [index, errorCode]),
    ]);
    expect(codes).toEqual([
      [
        'orders',
        [1, ErrorCode.NONE],
        [2, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
        [0, ErrorCode.INVALID_RECORD],
      ],
      ['nowhere', [0, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION]],
    ]);
  });

  it('v13 does not know a topic by an id that no topic has', async () => {
    const path = await DataPath.start();
    await path.topic('orders');
    const answer = await send(path, batchOf(['a']), { topicId: UNKNOWN_ID }, 13);
    expect(answer).toMatchObject({ errorCode: ErrorCode.UNKNOWN_TOPIC_ID, logStartOffset: -1 });
  });

  it('v13 does not write to a topic that took the name of a deleted one', async () => {
    const path = await DataPath.start();
    const { topicId } = await path.topic('orders');
    await path.deleteTopic('orders');
    const successor = await path.topic('orders');
    const answer = await send(path, batchOf(['a']), { topicId }, 13);
    expect(answer.errorCode).toBe(ErrorCode.UNKNOWN_TOPIC_ID);
    expect(successor.log.logEndOffset).toBe(0);
  });

  it('keeps clients out of internal topics, but for the admin tools', async () => {
    const path = await DataPath.start();
    await path.topic('__consumer_offsets');
    const request = requestOf(batchOf(['a']), { topic: '__consumer_offsets' });
    const refused = onlyPartition(await path.send(Produce, LATEST, request));
    expect(refused.errorCode).toBe(ErrorCode.INVALID_TOPIC_EXCEPTION);
    const sender = { clientId: '__admin_client' };
    const taken = onlyPartition(await path.send(Produce, LATEST, request, sender));
    expect(taken.errorCode).toBe(ErrorCode.NONE);
  });

  it('appends what was named last when a request names a partition twice', async () => {
    const path = await DataPath.start();
    const partition = await path.topic('orders');
    const data = (text: string) => ({
      name: 'orders',
      partitionData: [{ index: 0, records: batchOf([text]) }],
    });
    const { responses } = await path.send(Produce, LATEST, {
      acks: -1,
      timeoutMs: 1000,
      topicData: [data('first'), data('second'), data('last')],
    });
    expect(responses).toMatchObject([{ partitionResponses: [{ index: 0, baseOffset: 0 }] }]);
    expect(valuesIn(stored(partition))).toEqual(['0:last']);
  });

  it('does not answer for a topic without partitions', async () => {
    const path = await DataPath.start();
    await path.topic('orders');
    const topicData = [{ name: 'orders', partitionData: [] }];
    const request = { acks: -1, timeoutMs: 1000, topicData };
    expect((await path.send(Produce, LATEST, request)).responses).toEqual([]);
  });
});

describe('a batch that is refused', () => {
  it.each([
    [6, ErrorCode.UNSUPPORTED_COMPRESSION_TYPE],
    [7, ErrorCode.NONE],
  ])('as zstd is known from v7 on: v%i', async (version, errorCode) => {
    const path = await DataPath.start();
    await path.topic('orders');
    const records = batchOf(['z'], { compressionId: compressionId('zstd') });
    expect((await send(path, records, {}, version)).errorCode).toBe(errorCode);
  });

  it.each([
    ['no batch', Buffer.alloc(0)],
    ['two batches', Buffer.concat([batchOf(['a']), batchOf(['b'])])],
  ])('for being %s is told no log start offset', async (_what, records) => {
    const path = await DataPath.start();
    await path.topic('orders');
    expect(await send(path, records)).toMatchObject({
      errorCode: ErrorCode.INVALID_RECORD,
      logStartOffset: -1,
    });
  });

  it.each([7, 8])('for a missing key on a compacted topic is explained in v%i', async (version) => {
    const path = await DataPath.start();
    const partition = await path.topic('orders', { configs: { 'cleanup.policy': 'compact' } });
    partition.append(batchOf(['kept']), 'client');
    const records = batchOf([], {
      records: [{ key: Buffer.from('k') }, { key: null, value: Buffer.from('v') }],
    });
    const answer = await send(path, records, {}, version);
    expect(answer).toMatchObject({ errorCode: ErrorCode.INVALID_RECORD, logStartOffset: 0 });
    expect(answer.recordErrors.map(({ batchIndex }) => batchIndex)).toEqual(version < 8 ? [] : [1]);
    if (version >= 8) {
      expect(answer.recordErrors[0]?.batchIndexErrorMessage).toBeTruthy();
      expect(answer.errorMessage).toBeTruthy();
    }
    expect(partition.log.logEndOffset).toBe(1);
  });

  it('for timestamps out of bounds says which records they are', async () => {
    const path = await DataPath.start();
    await path.topic('orders', { configs: { 'message.timestamp.after.max.ms': '1000' } });
    const at = (offsetMs: number) => ({ timestamp: BATCH_TIME + offsetMs });
    const answer = await send(path, batchOf([], { records: [at(0), at(1001), at(2000)] }));
    expect(answer.errorCode).toBe(ErrorCode.INVALID_TIMESTAMP);
    expect(answer.recordErrors.map(({ batchIndex }) => batchIndex)).toEqual([1, 2]);
  });

  it('for a wrong CRC is CORRUPT_MESSAGE', async () => {
    const path = await DataPath.start();
    await path.topic('orders');
    const records = batchOf(['a']);
    records[records.length - 1] = 0x55;
    expect((await send(path, records)).errorCode).toBe(ErrorCode.CORRUPT_MESSAGE);
  });

  it.each([
    ['nothing at all', null],
    ['no bytes', Buffer.alloc(0)],
    ['two batches', Buffer.concat([batchOf(['a']), batchOf(['b'])])],
    ['a control batch', batchOf(['a'], { isControl: true })],
  ])('for being %s is INVALID_RECORD', async (_, records) => {
    const path = await DataPath.start();
    await path.topic('orders');
    const answer = await send(path, records);
    expect(answer).toMatchObject({ errorCode: ErrorCode.INVALID_RECORD, baseOffset: -1 });
  });

  it('for its size is MESSAGE_TOO_LARGE, from the moment the limit is changed', async () => {
    const path = await DataPath.start();
    await path.topic('orders');
    const records = batchOf(['x'.repeat(500)]);
    expect((await send(path, Buffer.from(records))).errorCode).toBe(ErrorCode.NONE);
    await path.alter('orders', 'max.message.bytes', '300');
    const answer = await send(path, Buffer.from(records));
    expect(answer).toMatchObject({ errorCode: ErrorCode.MESSAGE_TOO_LARGE, logStartOffset: -1 });
  });

  it('for transactional records without a transactional id fails the whole request', async () => {
    const path = await DataPath.start();
    await path.topic('orders');
    const records = batchOf(['a'], { isTransactional: true, producerId: 1, producerEpoch: 0 });
    const code = ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
    expect((await send(path, records)).errorCode).toBe(code);
    const silent = path.ask(Produce, LATEST, requestOf(records, { acks: 0 }));
    await expect(silent).rejects.toThrow(CloseConnection);
  });

  it('for a transaction that nobody began leaves readers of committed records alone', async () => {
    const path = await DataPath.start();
    const partition = await path.topic('orders');
    const records = batchOf(['a'], {
      isTransactional: true,
      producerId: 1,
      producerEpoch: 0,
      baseSequence: 0,
    });
    const answer = await send(path, records, { transactionalId: 't' });
    expect(answer.errorCode).toBe(ErrorCode.NOT_ENOUGH_REPLICAS);
    expect(partition.log.logEndOffset).toBe(0);
  });
});

describe('an idempotent producer', () => {
  const from = (baseSequence: number, producerEpoch = 0) =>
    batchOf(['a', 'b'], { producerId: 7, producerEpoch, baseSequence });

  it('is answered with the same offset when it sends a batch again', async () => {
    const path = await DataPath.start();
    const partition = await path.topic('orders');
    await send(path, from(0));
    expect((await send(path, from(2))).baseOffset).toBe(2);
    expect(await send(path, from(2))).toMatchObject({ errorCode: ErrorCode.NONE, baseOffset: 2 });
    expect(partition.log.logEndOffset).toBe(4);
  });

  it('hears of a gap and of a newer epoch, with the log start offset', async () => {
    const path = await DataPath.start();
    await path.topic('orders');
    await send(path, from(0));
    expect(await send(path, from(5))).toMatchObject({
      errorCode: ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
      logStartOffset: 0,
    });
    await send(path, from(0, 1));
    expect((await send(path, from(2, 0))).errorCode).toBe(ErrorCode.INVALID_PRODUCER_EPOCH);
  });
});

describe('what is stored', () => {
  it('has the time of the broker with LogAppendTime', async () => {
    const path = await DataPath.start();
    const configs = { 'message.timestamp.type': 'LogAppendTime' };
    const partition = await path.topic('orders', { configs });
    await path.clock.advance(5000);
    const answer = await send(path, batchOf(['a']));
    expect(answer.logAppendTimeMs).toBe(BATCH_TIME + 5000);
    const [batch] = batchesIn(stored(partition));
    expect(batch).toMatchObject({
      timestampType: 'LogAppendTime',
      maxTimestamp: BATCH_TIME + 5000,
      isIntact: true,
    });
  });

  it.each(['gzip', 'snappy', 'lz4', 'zstd'] as const)(
    'is compressed with %s where the topic asks for it, from the next batch on',
    async (name) => {
      const path = await DataPath.start();
      const partition = await path.topic('orders');
      await send(path, batchOf(['plain']));
      await path.alter('orders', 'compression.type', name);
      await send(path, batchOf(['packed']));
      const bytes = stored(partition);
      const ids = Array.from(batchesIn(bytes), (batch) => batch.compressionId);
      expect(ids).toEqual([0, compressionId(name)]);
      expect(valuesIn(bytes)).toEqual(['0:plain', '1:packed']);
    },
  );
});

describe('with flush.messages', () => {
  async function startSlowDisk() {
    const path = await DataPath.start();
    const partition = await path.topic('orders', { configs: { 'flush.messages': '1' } });
    return { path, partition };
  }

  it.each([1, -1])(
    'an answer with acks %i comes after the records are on the device',
    async (acks) => {
      const { path, partition } = await startSlowDisk();
      const answer = send(path, batchOf(['a']), { acks });
      expect(partition.log.logEndOffset).toBe(1);
      expect((await answer).errorCode).toBe(ErrorCode.NONE);
      expect(partition.log.recoveryPoint).toBe(1);
    },
  );

  it.each([1, -1])(
    'a failed flush is the answer with acks %i, of that partition alone',
    async (acks) => {
      const { path } = await startSlowDisk();
      await path.topic('memos');
      path.disk.faults = (action) => (action === 'sync' ? 'ENOSPC' : null);
      const { responses } = await path.send(Produce, LATEST, {
        acks,
        timeoutMs: 1000,
        topicData: ['orders', 'memos'].map((name) => {
          return { name, partitionData: [{ index: 0, records: batchOf(['a']) }] };
        }),
      });
      const answers = responses.map(({ partitionResponses: [only] }) => {
        return [only?.errorCode, only?.baseOffset];
      });
      expect(answers).toEqual([
        [ErrorCode.KAFKA_STORAGE_ERROR, -1],
        [ErrorCode.NONE, 0],
      ]);
    },
  );

  it('a batch that is sent again waits for the flush that the first one waits for', async () => {
    const { path, partition } = await startSlowDisk();
    const batch = () => batchOf(['a'], { producerId: 1, producerEpoch: 0, baseSequence: 0 });
    const first = send(path, batch());
    const second = send(path, batch());
    expect(partition.log.recoveryPoint).toBe(0);
    expect(await second).toMatchObject({ errorCode: ErrorCode.NONE, baseOffset: 0 });
    expect(partition.log.recoveryPoint).toBe(1);
    expect(await first).toMatchObject({ errorCode: ErrorCode.NONE, baseOffset: 0 });
    expect(await isSettled(send(path, batch()))).toBe(true);
  });

  it('a failed flush, whatever it failed for, is the end of the directory', async () => {
    const { path, partition } = await startSlowDisk();
    const batch = () => batchOf(['a'], { producerId: 1, producerEpoch: 0, baseSequence: 0 });
    path.disk.faults = (action) => (action === 'sync' ? 'ENOSPC' : null);
    expect((await send(path, batch())).errorCode).toBe(ErrorCode.KAFKA_STORAGE_ERROR);
    path.disk.faults = null;
    expect((await send(path, batch())).errorCode).toBe(ErrorCode.KAFKA_STORAGE_ERROR);
    expect(partition.highWatermark).toBe(0);
  });

  it('consumers see records once they are on the device, and not before', async () => {
    const { path, partition } = await startSlowDisk();
    const answer = send(path, batchOf(['a']), { acks: 1 });
    expect(partition.log.logEndOffset).toBe(1);
    expect(partition.highWatermark).toBe(0);
    await answer;
    expect(partition.highWatermark).toBe(1);
  });
});
