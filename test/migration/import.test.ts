import { describe, expect, it } from 'vitest';
import type { Uuid } from '../../src/base/uuid.ts';
import { parseUuid } from '../../src/base/uuid.ts';
import { EmbeddedMetaStore } from '../../src/metadata/embedded-meta-store.ts';
import { CARRIED_PREFIX, readCarried } from '../../src/migration/carried-metadata.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { AbortTransactionRecord } from '../../src/protocol/generated/records/abort-transaction-record.ts';
import { AccessControlEntryRecord } from '../../src/protocol/generated/records/access-control-entry-record.ts';
import { BeginTransactionRecord } from '../../src/protocol/generated/records/begin-transaction-record.ts';
import { ClientQuotaRecord } from '../../src/protocol/generated/records/client-quota-record.ts';
import { ConfigRecord } from '../../src/protocol/generated/records/config-record.ts';
import { EndTransactionRecord } from '../../src/protocol/generated/records/end-transaction-record.ts';
import { FeatureLevelRecord } from '../../src/protocol/generated/records/feature-level-record.ts';
import { NoOpRecord } from '../../src/protocol/generated/records/no-op-record.ts';
import { PartitionChangeRecord } from '../../src/protocol/generated/records/partition-change-record.ts';
import { ProducerIdsRecord } from '../../src/protocol/generated/records/producer-ids-record.ts';
import { RemoveAccessControlEntryRecord } from '../../src/protocol/generated/records/remove-access-control-entry-record.ts';
import { RemoveTopicRecord } from '../../src/protocol/generated/records/remove-topic-record.ts';
import { TestBroker } from '../broker/support/test-broker.ts';
import {
  CLUSTER_ID,
  DIRECTORY_ID,
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
const OTHER_DIRECTORY = parseUuid('7-ttstgmTiSieCWMOysDfA') as Uuid;

/** The entries of the metadata that an import wrote, by key. */
async function storedMetadata({ disk, clock }: KafkaFixture) {
  const store = EmbeddedMetaStore.open({
    fileSystem: disk,
    directory: TARGET,
    clock,
    logger: silentLogger,
  });
  const { entries } = await store.range('');
  await store.close();
  return new Map(
    entries.map(({ key, value }) => [key, JSON.parse(value) as Record<string, unknown>]),
  );
}

describe('an import', () => {
  it('brings topics with their ids, partitions in a new leader epoch, configs, producer ids', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(
      ...topicRecords('orders', TOPIC_ID, { partitions: 2 }),
      record(ConfigRecord, {
        resourceType: 2,
        resourceName: 'orders',
        name: 'retention.ms',
        value: '5000',
      }),
      record(ConfigRecord, {
        resourceType: 4,
        resourceName: '',
        name: 'log.cleaner.threads',
        value: '2',
      }),
      record(ConfigRecord, {
        resourceType: 32,
        resourceName: 'g/1',
        name: 'consumer.session.timeout.ms',
        value: '46000',
      }),
      record(ProducerIdsRecord, { brokerId: NODE_ID, brokerEpoch: 11, nextProducerId: 3000 }),
    );
    const report = await kafka.import();

    expect(report).toMatchObject({
      topics: 1,
      partitions: 2,
      clusterId: CLUSTER_ID,
      nodeId: NODE_ID,
    });
    const stored = await storedMetadata(kafka);
    expect(stored.get('meta/id')).toMatchObject({ clusterId: CLUSTER_ID });
    expect(stored.get('topicnames/orders')).toMatchObject({ id: TOPIC_ID });
    expect(stored.get(`topics/${TOPIC_ID}`)).toMatchObject({ name: 'orders', partitions: 2 });
    expect(stored.get(`p/${TOPIC_ID}/1`)).toMatchObject({
      leader: NODE_ID,
      leaderEpoch: 5,
      partitionEpoch: 10,
      directories: [DIRECTORY_ID],
    });
    expect(stored.get('config/topic/orders')).toMatchObject({ values: { 'retention.ms': '5000' } });
    expect(stored.get('config/broker/<default>')).toMatchObject({
      values: { 'log.cleaner.threads': '2' },
    });
    expect(stored.get('config/group/g/1')).toBeDefined();
    expect(stored.get('ids/producer')).toMatchObject({ next: 3000 });
  });

  it('gives a directory that a broker with the same node id serves', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    kafka.segment('orders-0', { texts: ['a', 'b', 'c'] });
    await kafka.import();

    const broker = new TestBroker({
      disk: kafka.disk,
      clock: kafka.clock,
      directories: [TARGET],
      nodeId: NODE_ID,
    });
    await broker.start();
    expect(kafka.disk.exists(`${TARGET}/orders-0/${'0'.repeat(20)}.log`)).toBe(true);
  });

  it('shares closed segments and copies the one that is written to', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    const closed = kafka.segment('orders-0', { texts: ['a', 'b'] });
    const active = kafka.segment('orders-0', { texts: ['c'], baseOffset: 2 });
    const report = await kafka.import();

    const copyOf = (path: string) => path.replace(KAFKA, TARGET);
    expect(report.written?.linkedBytes).toBe(kafka.disk.stat(closed).size);
    kafka.append(active, Buffer.from('more'));
    expect(kafka.disk.stat(copyOf(active)).size).toBeLessThan(kafka.disk.stat(active).size);
    expect(kafka.disk.readFile(copyOf(closed))).toEqual(kafka.disk.readFile(closed));
  });

  it('shares no segment behind the recovery point of a node that crashed', async () => {
    const kafka = new KafkaFixture();
    kafka.disk.remove(`${KAFKA}/.kafka_cleanshutdown`);
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    const flushed = kafka.segment('orders-0', { texts: ['a', 'b'] });
    kafka.segment('orders-0', { texts: ['c'], baseOffset: 2 });
    kafka.segment('orders-0', { texts: ['d'], baseOffset: 3 });
    kafka.write(`${KAFKA}/recovery-point-offset-checkpoint`, '0\n1\norders 0 2\n');
    const report = await kafka.import();

    expect(report.written?.linkedBytes).toBe(kafka.disk.stat(flushed).size);
    expect(kafka.disk.exists(`${TARGET}/.kafka_cleanshutdown`)).toBe(false);
    expect(kafka.disk.readFile(`${TARGET}/recovery-point-offset-checkpoint`).toString()).toBe(
      '0\n1\norders 0 2\n',
    );
  });

  it('copies where files cannot be linked, and fails there when links are wanted', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    kafka.segment('orders-0', { texts: ['a', 'b'] });
    kafka.segment('orders-0', { texts: ['c'], baseOffset: 2 });
    kafka.disk.faults = (action) => (action.startsWith('link') ? 'EXDEV' : null);
    const error = await refusal(kafka, () => kafka.import({ mode: 'link' }));
    expect(error.message).toContain('EXDEV');

    const report = await kafka.import();
    expect(report.written).toMatchObject({ linkedBytes: 0 });
    expect(kafka.disk.exists(`${TARGET}/orders-0/${'0'.repeat(20)}.log`)).toBe(true);
  });

  it('writes nothing into the directories that it reads', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    kafka.segment('orders-0', { texts: ['a'] });
    const listing = () =>
      kafka.disk.list(KAFKA).flatMap((name) => {
        const path = `${KAFKA}/${name}`;
        const names = kafka.disk.stat(path).isDirectory ? kafka.disk.list(path) : [];
        return [
          path,
          ...names.map((file) => `${path}/${file} ${kafka.disk.stat(`${path}/${file}`).size}`),
        ];
      });
    const before = listing();
    await kafka.import();
    expect(listing()).toEqual(before);
  });

  it('only tells what it would do when it is asked to', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    expect(await kafka.import({ dryRun: true })).toMatchObject({ topics: 1, written: null });
    expect(kafka.disk.exists(TARGET)).toBe(false);
  });

  it('leaves a topic out when it is asked to, and says so', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID), ...topicRecords('old', OTHER_ID));
    const report = await kafka.import({ without: new Set(['old']) });
    expect(report.topics).toBe(1);
    expect(report.notices).toContainEqual(
      expect.objectContaining({ kind: 'left-out', items: ['old'] }),
    );
    expect(
      (await refusal(kafka, () => kafka.import({ target: '/x', without: new Set(['odl']) })))
        .message,
    ).toContain('odl');
  });

  it('carries ACLs, quotas and feature levels as the records that they are', async () => {
    const kafka = new KafkaFixture();
    const acl = {
      id: OTHER_ID,
      resourceType: 2,
      resourceName: '*',
      patternType: 3,
      principal: 'User:ann',
      host: '*',
      operation: 2,
      permissionType: 3,
    };
    const kept = record(AccessControlEntryRecord, acl);
    const quota = record(ClientQuotaRecord, {
      entity: [{ entityType: 'user', entityName: null }],
      key: 'producer_byte_rate',
      value: 1024,
      remove: false,
    });
    kafka.metadata(
      kept,
      record(AccessControlEntryRecord, { ...acl, id: TOPIC_ID }),
      record(RemoveAccessControlEntryRecord, { id: TOPIC_ID }),
      quota,
      record(FeatureLevelRecord, { name: 'metadata.version', featureLevel: 30 }),
    );
    const report = await kafka.import();

    expect(report.notices.map(({ kind, items }) => ({ kind, items }))).toEqual([
      { kind: 'acl', items: ['User:ann'] },
      { kind: 'client-quota', items: ['user <default>: producer_byte_rate'] },
    ]);
    const store = EmbeddedMetaStore.open({
      fileSystem: kafka.disk,
      directory: TARGET,
      clock: kafka.clock,
      logger: silentLogger,
    });
    const carried = readCarried((await store.range(CARRIED_PREFIX)).entries);
    await store.close();
    expect(carried.origin).toMatchObject({ offset: 5, epoch: 3 });
    expect(carried.features.get('metadata.version')).toBe(30);
    expect(carried.records.map(({ bytes }) => bytes)).toEqual([kept, quota]);
  });
});

describe('the metadata that is imported', () => {
  it('begins with the newest snapshot and goes on with the log', async () => {
    const kafka = new KafkaFixture();
    kafka.snapshot(2, topicRecords('orders', TOPIC_ID));
    kafka.offset = 0;
    kafka.metadata(...topicRecords('forgotten', OTHER_ID));
    kafka.metadata(
      record(PartitionChangeRecord, { partitionId: 0, topicId: TOPIC_ID, leader: -1 }),
    );
    const report = await kafka.import();

    expect(report.metadata).toEqual({
      snapshot: { offset: 2, epoch: 2 },
      end: { offset: 3, epoch: 3 },
    });
    const stored = await storedMetadata(kafka);
    expect(stored.has('topicnames/forgotten')).toBe(false);
    expect(stored.get(`p/${TOPIC_ID}/0`)).toMatchObject({ leader: NODE_ID, leaderEpoch: 6 });
  });

  it('passes over a snapshot that was never finished', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    kafka.write(`${KAFKA}/__cluster_metadata-0/00000000000000000009-0000000003.checkpoint`, 'torn');
    expect((await kafka.import()).topics).toBe(1);
  });

  it('ends where a crash has torn the log, and says so', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(...topicRecords('orders', TOPIC_ID));
    const log = `${KAFKA}/__cluster_metadata-0/${'0'.repeat(20)}.log`;
    const whole = kafka.disk.readFile(log);
    kafka.append(log, whole.subarray(0, whole.length - 3));
    const report = await kafka.import();
    expect(report.notices).toContainEqual(expect.objectContaining({ kind: 'metadata-torn' }));
    expect(report.topics).toBe(1);
  });

  it('counts a transaction as a whole or not at all', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(record(BeginTransactionRecord, {}), ...topicRecords('orders', TOPIC_ID));
    kafka.metadata(record(EndTransactionRecord, {}), record(NoOpRecord, {}));
    kafka.metadata(record(BeginTransactionRecord, {}), ...topicRecords('aborted', OTHER_ID));
    kafka.metadata(record(AbortTransactionRecord, {}));
    kafka.metadata(
      record(BeginTransactionRecord, {}),
      record(RemoveTopicRecord, { topicId: TOPIC_ID }),
    );
    const report = await kafka.import();
    expect(report.topics).toBe(1);
    expect(report.notices).toContainEqual(
      expect.objectContaining({ kind: 'metadata-transaction' }),
    );
  });

  it('forgets a deleted topic with its configs, and leaves its directory behind', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(
      ...topicRecords('orders', TOPIC_ID),
      record(ConfigRecord, {
        resourceType: 2,
        resourceName: 'orders',
        name: 'retention.ms',
        value: '1',
      }),
      record(RemoveTopicRecord, { topicId: TOPIC_ID }),
      ...topicRecords('orders', OTHER_ID),
    );
    kafka.segment('orders-0', { texts: ['old'] });
    const report = await kafka.import();
    expect(report.notices).toEqual([
      expect.objectContaining({ kind: 'unknown-topic', items: [`${KAFKA}/orders-0`] }),
    ]);
    expect((await storedMetadata(kafka)).has('config/topic/orders')).toBe(false);
    expect(kafka.disk.exists(`${TARGET}/orders-0`)).toBe(false);
  });

  it('is refused with the offset of a record that is not known', async () => {
    const kafka = new KafkaFixture();
    kafka.metadata(record(NoOpRecord, {}), Buffer.from([1, 99, 0]));
    const error = await refusal(kafka, () => kafka.import());
    expect(error.message).toContain('the metadata record at offset 1 cannot be read: type: 99');
  });

  it('is that of a node that was formatted and never started', async () => {
    const kafka = new KafkaFixture();
    kafka.snapshot(0, [record(FeatureLevelRecord, { name: 'metadata.version', featureLevel: 7 })]);
    const name = '00000000000000000000-0000000002.checkpoint';
    kafka.disk.rename(`${KAFKA}/__cluster_metadata-0/${name}`, `${KAFKA}/bootstrap.checkpoint`);
    expect((await kafka.import()).features).toEqual({ 'metadata.version': 7 });
  });
});

describe('several directories of a node', () => {
  function withTwo(): KafkaFixture {
    const kafka = new KafkaFixture();
    kafka.identify('/kafka2', OTHER_DIRECTORY);
    kafka.write('/kafka2/.kafka_cleanshutdown', '{}');
    return kafka;
  }

  it('come together in one', async () => {
    const kafka = withTwo();
    kafka.metadata(...topicRecords('orders', TOPIC_ID, { partitions: 2 }));
    kafka.segment('orders-0', { texts: ['a'] });
    kafka.segment('/kafka2/orders-1', { texts: ['b'] });
    await kafka.import({ sources: [KAFKA, '/kafka2'] });
    expect(kafka.disk.list(TARGET)).toEqual(expect.arrayContaining(['orders-0', 'orders-1']));
  });

  it('are all asked for when the metadata has partitions in them', async () => {
    const kafka = withTwo();
    kafka.metadata(...topicRecords('orders', TOPIC_ID, { directories: [OTHER_DIRECTORY] }));
    const error = await refusal(kafka, () => kafka.import());
    expect(error.refusals).toEqual([
      expect.objectContaining({
        kind: 'other-directories',
        items: [`orders-0 in directory ${OTHER_DIRECTORY}`],
      }),
    ]);
  });

  it('give the copy that was made where the metadata has the partition already', async () => {
    const kafka = withTwo();
    kafka.metadata(...topicRecords('orders', TOPIC_ID, { directories: [OTHER_DIRECTORY] }));
    kafka.segment('orders-0', { texts: ['a'] });
    kafka.segment(`/kafka2/orders-0.${'a'.repeat(32)}-future`, { texts: ['a', 'b'] });
    const report = await kafka.import({ sources: [KAFKA, '/kafka2'] });
    expect(report.notices).toEqual([expect.objectContaining({ items: [`${KAFKA}/orders-0`] })]);
    expect(kafka.disk.exists(`${TARGET}/orders-0`)).toBe(true);
  });

  it('are refused when they are of two nodes', async () => {
    const kafka = withTwo();
    kafka.identify('/kafka2', OTHER_DIRECTORY, { 'node.id': '8' });
    const error = await refusal(kafka, () => kafka.import({ sources: [KAFKA, '/kafka2'] }));
    expect(error.message).toContain('/kafka belongs to node 7, /kafka2 to node 8');
  });
});
