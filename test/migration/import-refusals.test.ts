import { describe, expect, it } from 'vitest';
import type { Uuid } from '../../src/base/uuid.ts';
import { parseUuid } from '../../src/base/uuid.ts';
import { importKafka } from '../../src/migration/import.ts';
import { recognizeDirectory } from '../../src/migration/recognize-directory.ts';
import { NoOpRecord } from '../../src/protocol/generated/records/no-op-record.ts';
import {
  KAFKA,
  KafkaFixture,
  NODE_ID,
  record,
  refusal,
  TARGET,
  TOPIC_ID,
  topicRecords,
} from './support/kafka-fixture.ts';

const OTHER_ID = parseUuid('hoB1sp7ASVC4-NsCht1V8Q') as Uuid;

describe('an import is refused', () => {
  it('for a cluster whose data is on other nodes, with every partition that is missing', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(
      ...topicRecords('here', TOPIC_ID),
      ...topicRecords('there', OTHER_ID, { partitions: 2, replicas: [8], isr: [8] }),
    );
    const error = await refusal(kafka, () => kafka.import());
    expect(error.refusals).toEqual([
      expect.objectContaining({ kind: 'elsewhere', items: ['there-0', 'there-1'] }),
    ]);
  });

  it('for partitions with other replicas, unless that is accepted', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(
      ...topicRecords('orders', TOPIC_ID, { replicas: [NODE_ID, 8], isr: [8, NODE_ID] }),
    );
    const error = await refusal(kafka, () => kafka.import());
    expect(error.refusals).toEqual([expect.objectContaining({ accept: 'fewer-replicas' })]);
    expect((await kafka.import({ accept: new Set(['fewer-replicas']) })).topics).toBe(1);
  });

  it('for partitions that are behind other replicas, whatever is accepted', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID, { replicas: [NODE_ID, 8], isr: [8] }));
    const accept = new Set(['fewer-replicas'] as const);
    const error = await refusal(kafka, () => kafka.import({ accept }));
    expect(error.refusals).toEqual([expect.objectContaining({ kind: 'behind' })]);
  });

  it('for segments in an old message format', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    const old = Buffer.alloc(40);
    old.writeInt32BE(28, 8);
    old.writeInt8(1, 16);
    kafka.write(`${KAFKA}/orders-0/${'0'.repeat(20)}.log`, old);
    const error = await refusal(kafka, () => kafka.import());
    expect(error.refusals).toEqual([expect.objectContaining({ kind: 'old-format' })]);
  });

  it('while the kernel has the directory locked for another process', async () => {
    const kafka = new KafkaFixture();
    const lockHolder = (path: string) => (path === `${KAFKA}/.lock` ? 4711 : null);
    const error = await refusal(kafka, () => kafka.import({}, { lockHolder }));
    expect(error.message).toContain('/kafka is in use by process 4711');
  });

  it('while the metadata log grows', async () => {
    const kafka = new KafkaFixture();
    const pause = async () => kafka.metadata(record(NoOpRecord, {}));
    kafka.metadata(record(NoOpRecord, {}));
    const error = await refusal(kafka, () =>
      importKafka({ ...kafka.world, pause }, kafka.request()),
    );
    expect(error.message).toContain('/kafka is in use');
  });

  it('for a directory that is none of Apache Kafka, or is Klamm’s already', async () => {
    const kafka = new KafkaFixture();
    kafka.disk.makeDirectory('/empty');
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    await kafka.import({ target: '/served' });
    const message = async (sources: string[]) =>
      (await refusal(kafka, () => kafka.import({ sources }))).message;
    expect(await message(['/empty'])).toContain('it has no meta.properties');
    expect(await message(['/missing'])).toContain('/missing does not exist');
    expect(await message(['/served'])).toContain('a directory of Klamm already');
    expect(await message([KAFKA, KAFKA])).toContain('given twice');
  });

  it('for a directory of data without the metadata', async () => {
    const kafka = new KafkaFixture();
    kafka.disk.removeTree(`${KAFKA}/__cluster_metadata-0`);
    kafka.segment('orders-0', { texts: ['a'] });
    const error = await refusal(kafka, () => kafka.import());
    expect(error.message).toContain('give the directory of metadata.log.dir too');
  });

  it('into a directory that holds something', async () => {
    const kafka = new KafkaFixture();
    kafka.write(`${TARGET}/notes.txt`, 'mine');
    const error = await refusal(kafka, () => kafka.import());
    expect(error.message).toContain('/klamm is not empty');
    expect(kafka.disk.list(TARGET)).toEqual(['notes.txt']);
  });

  it('for want of room, before anything is copied', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    kafka.segment('orders-0', { texts: ['a'] });
    kafka.disk.space = () => ({ freeBytes: 10, totalBytes: 10 });
    expect((await refusal(kafka, () => kafka.import())).message).toContain('has room for 10 bytes');
  });
});

describe('an import that does not end', () => {
  it('clears what it wrote when the disk fails', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    kafka.segment('orders-0', { texts: ['a'] });
    kafka.disk.faults = (action) => (action === 'sync' ? 'EIO' : null);
    await expect(kafka.import()).rejects.toThrow('EIO');
    expect(kafka.disk.exists(TARGET)).toBe(false);
  });

  it('is begun anew over what a killed one has left, which no broker starts on', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    kafka.write(`${TARGET}/migration.unfinished`, 'klamm import\n');
    kafka.write(`${TARGET}/half-0/${'0'.repeat(20)}.log`, 'half');
    expect(recognizeDirectory(kafka.disk, TARGET)).toBe('unfinished');
    await kafka.import();
    expect(recognizeDirectory(kafka.disk, TARGET)).toBe('klamm');
    expect(kafka.disk.exists(`${TARGET}/half-0`)).toBe(false);
  });

  it('does not count when Apache Kafka was started meanwhile', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    kafka.segment('orders-0', { texts: ['a'] });
    const onProgress = () => kafka.metadata(record(NoOpRecord, {}));
    const error = await refusal(kafka, () => kafka.import({}, { onProgress }));
    expect(error.message).toContain('was started on the data meanwhile');
  });

  it('leaves alone what another import is building at the same time', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    kafka.write(`${TARGET}/migration.unfinished`, 'klamm\n');
    kafka.write(`${TARGET}/orders-0/half.log`, 'half');
    kafka.disk.lockDirectory(TARGET);
    await expect(kafka.import()).rejects.toThrow('is in use');
    expect(kafka.disk.exists(`${TARGET}/orders-0/half.log`)).toBe(true);
  });
});
