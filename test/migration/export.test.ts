import { describe, expect, it } from 'vitest';
import type { ExportReport } from '../../src/migration/export.ts';
import { exportToKafka } from '../../src/migration/export.ts';
import { readCheckpointFile } from '../../src/migration/metadata-log.ts';
import { MetadataReplay } from '../../src/migration/metadata-replay.ts';
import type { ExportRequest } from '../../src/migration/prepare-export.ts';
import { AccessControlEntryRecord } from '../../src/protocol/generated/records/access-control-entry-record.ts';
import { ConfigRecord } from '../../src/protocol/generated/records/config-record.ts';
import { FeatureLevelRecord } from '../../src/protocol/generated/records/feature-level-record.ts';
import { ProducerIdsRecord } from '../../src/protocol/generated/records/producer-ids-record.ts';
import { TestBroker } from '../broker/support/test-broker.ts';
import {
  CLUSTER_ID,
  DIRECTORY_ID,
  KafkaFixture,
  NODE_ID,
  record,
  TARGET,
  TOPIC_ID,
  topicRecords,
} from './support/kafka-fixture.ts';

const BACK = '/back';

function exportFrom(
  kafka: KafkaFixture,
  request: Partial<ExportRequest> = {},
): Promise<ExportReport> {
  return exportToKafka(kafka.world, {
    sources: [TARGET],
    target: BACK,
    mode: 'auto',
    topics: new Set(),
    nodeId: null,
    host: 'localhost',
    port: 9092,
    controllerPort: 9093,
    ...request,
  });
}

/** The cluster that the export's snapshot tells of. */
function clusterOf({ disk }: KafkaFixture) {
  const directory = `${BACK}/__cluster_metadata-0`;
  const name = disk.list(directory).find((file) => file.endsWith('.checkpoint')) ?? '';
  const replay = new MetadataReplay();
  readCheckpointFile(disk, `${directory}/${name}`, replay);
  return { name, state: replay.state };
}

/** Metadata of a cluster at this level of `metadata.version`, imported. */
async function imported(level: number, ...more: readonly Buffer[]): Promise<KafkaFixture> {
  const kafka = new KafkaFixture();
  kafka.metadata(
    record(FeatureLevelRecord, { name: 'metadata.version', featureLevel: level }),
    ...topicRecords('orders', TOPIC_ID, { partitions: 2 }),
    ...more,
  );
  kafka.segment('orders-0', { texts: ['a', 'b'] });
  kafka.segment('orders-0', { texts: ['c'], baseOffset: 2 });
  await kafka.import();
  return kafka;
}

describe('an export', () => {
  it('gives back the topics, configs, producer ids and the very bytes that were carried', async () => {
    const acl = record(AccessControlEntryRecord, {
      id: DIRECTORY_ID,
      resourceType: 2,
      resourceName: '*',
      patternType: 3,
      principal: 'User:ann',
      host: '*',
      operation: 2,
      permissionType: 3,
    });
    const config = { resourceType: 2, resourceName: 'orders', name: 'retention.ms', value: '5' };
    const ids = { brokerId: NODE_ID, brokerEpoch: 1, nextProducerId: 4000 };
    const kafka = await imported(
      30,
      acl,
      record(ConfigRecord, config),
      record(ProducerIdsRecord, ids),
    );
    const report = await exportFrom(kafka);

    expect(report).toMatchObject({
      clusterId: CLUSTER_ID,
      nodeId: NODE_ID,
      topics: 1,
      partitions: 2,
    });
    const { state } = clusterOf(kafka);
    expect(state.topics.get(TOPIC_ID)?.name).toBe('orders');
    expect(state.configs.get('2/orders')?.values).toEqual(new Map([['retention.ms', '5']]));
    expect(state.nextProducerId).toBe(4000);
    expect([...state.carried.values()].map(({ bytes }) => bytes)).toEqual([acl]);
    expect(state.features).toEqual(new Map([['metadata.version', 30]]));
  });

  it('leaves a broker that is registered and in sync, and leads nothing', async () => {
    const kafka = await imported(30);
    await exportFrom(kafka);
    const { state } = clusterOf(kafka);
    expect(state.topics.get(TOPIC_ID)?.partitions.get(1)).toMatchObject({
      leader: -1,
      leaderEpoch: 6,
      replicas: [NODE_ID],
      isr: [NODE_ID],
      directories: [DIRECTORY_ID],
    });
    const broker = state.brokers.get(NODE_ID);
    expect(broker).toMatchObject({ fenced: true, inControlledShutdown: true });
    const clean = JSON.parse(kafka.disk.readFile(`${BACK}/.kafka_cleanshutdown`).toString());
    expect(clean).toEqual({ version: 0, brokerEpoch: broker?.brokerEpoch });
  });

  it('goes on behind the metadata log that the data came from', async () => {
    const kafka = await imported(30);
    await exportFrom(kafka);
    const [offset, epoch] = clusterOf(kafka).name.split(/[-.]/).map(Number);
    expect(offset).toBeGreaterThan(kafka.offset);
    expect(epoch).toBe(4);
  });

  it.each([
    { level: 7, directories: [] },
    { level: 17, directories: [DIRECTORY_ID] },
  ])('writes records as a node of metadata.version $level does', async (expected) => {
    const kafka = await imported(expected.level);
    await exportFrom(kafka);
    const { state } = clusterOf(kafka);
    expect(state.topics.get(TOPIC_ID)?.partitions.get(0)?.directories).toEqual(
      expected.directories,
    );
    expect(state.brokers.get(NODE_ID)?.logDirs).toEqual(expected.directories);
    expect(state.kraftVersion).toBe(0);
    const settings = kafka.disk.readFile(`${BACK}/server.properties`).toString();
    expect(settings).toContain(`controller.quorum.voters=${NODE_ID}@localhost:9093`);
  });

  it('of data that was never elsewhere is a new cluster of 4.3 that knows its voter', async () => {
    const kafka = new KafkaFixture();
    const { disk, clock } = kafka;
    const broker = await TestBroker.started({ disk, clock, directories: [TARGET], topics: 'a:2' });
    await broker.stop();
    await exportFrom(kafka);
    const { state } = clusterOf(kafka);
    expect(state.features.get('metadata.version')).toBe(30);
    expect(state.voters).toMatchObject([{ voterId: 0, endpoints: [{ port: 9093 }] }]);
    expect([...state.topics.values()].map(({ name }) => name)).toEqual(['a']);
    const settings = disk.readFile(`${BACK}/server.properties`).toString();
    expect(settings).toContain('controller.quorum.bootstrap.servers=localhost:9093');
  });

  it('can be imported again, and is then what it was', async () => {
    const kafka = await imported(30);
    await exportFrom(kafka);
    const report = await kafka.import({ sources: [BACK], target: '/again' });
    expect(report).toMatchObject({ topics: 1, partitions: 2, nodeId: NODE_ID, notices: [] });
    const log = `orders-0/${'0'.repeat(20)}.log`;
    expect(kafka.disk.readFile(`/again/${log}`)).toEqual(kafka.disk.readFile(`/kafka/${log}`));
  });

  it('takes another node id along into the configs of the broker', async () => {
    const config = {
      resourceType: 4,
      resourceName: String(NODE_ID),
      name: 'log.cleaner.threads',
      value: '2',
    };
    const kafka = await imported(30, record(ConfigRecord, config));
    await exportFrom(kafka, { nodeId: 1 });
    const { state } = clusterOf(kafka);
    expect(state.configs.has('4/1')).toBe(true);
    expect(state.topics.get(TOPIC_ID)?.partitions.get(0)?.replicas).toEqual([1]);
    expect(kafka.disk.readFile(`${BACK}/meta.properties`).toString()).toContain('node.id=1');
  });

  it('takes only the topics that are wanted', async () => {
    const kafka = await imported(30);
    await expect(exportFrom(kafka, { topics: new Set(['odrers']) })).rejects.toThrow(
      'no topic odrers',
    );
    expect(kafka.disk.exists(BACK)).toBe(false);
    expect((await exportFrom(kafka, { topics: new Set(['orders']) })).topics).toBe(1);
  });

  it('is refused while a broker serves the data', async () => {
    const kafka = await imported(30);
    const { disk, clock } = kafka;
    const broker = await TestBroker.started({
      disk,
      clock,
      directories: [TARGET],
      nodeId: NODE_ID,
    });
    await expect(exportFrom(kafka)).rejects.toThrow('/klamm is in use');
    await broker.stop();
    expect((await exportFrom(kafka)).topics).toBe(1);
  });

  it('is refused of what is no Klamm, and into what holds something', async () => {
    const kafka = await imported(30);
    await expect(exportFrom(kafka, { sources: ['/kafka'] })).rejects.toThrow(
      "is Apache Kafka's already",
    );
    await expect(exportFrom(kafka, { target: '/kafka' })).rejects.toThrow(
      'holds the data of an Apache Kafka',
    );
    await expect(exportFrom(kafka, { sources: ['/nowhere'] })).rejects.toThrow(
      'no Klamm has its metadata',
    );
  });
});
