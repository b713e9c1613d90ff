import kafkajs from 'kafkajs';
import { expect, test } from 'vitest';
import { brokerOfThisFile, Collected, uniqueName } from '../support.ts';
import { connectedAdmin, connectedProducer, createTopic, subscribedConsumer } from './support.ts';

const { ConfigResourceTypes, ResourcePatternTypes } = kafkajs;
const broker = brokerOfThisFile();

/** A topic of one partition with records '0', '1', … */
async function topicWithRecords(count: number): Promise<string> {
  const topic = await createTopic(broker.address, uniqueName('records'));
  const producer = await connectedProducer(broker.address);
  const messages = Array.from({ length: count }, (_, index) => ({ value: String(index) }));
  await producer.send({ topic, messages });
  return topic;
}

/** A group that has read the topic and left. */
async function groupThatHasRead(topic: string, count: number): Promise<string> {
  const groupId = uniqueName('group');
  const consumer = await subscribedConsumer(broker.address, topic, { groupId });
  const seen = new Collected<string>();
  await consumer.run({
    eachMessage: async ({ message }) => seen.add(String(message.value)),
  });
  await seen.until(count);
  await consumer.stop();
  await consumer.disconnect();
  return groupId;
}

test('topics are created, listed, described and deleted', async () => {
  const admin = await connectedAdmin(broker.address);
  const topic = uniqueName('life');
  expect(await admin.createTopics({ topics: [{ topic, numPartitions: 3 }] })).toBe(true);
  expect(await admin.createTopics({ topics: [{ topic, numPartitions: 3 }] })).toBe(false);
  expect(await admin.listTopics()).toContain(topic);
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  expect(topics[0]?.partitions.map((each) => each.partitionId).sort()).toEqual([0, 1, 2]);
  expect(topics[0]?.partitions[0]).toMatchObject({ leader: 0, replicas: [0], isr: [0] });
  await admin.deleteTopics({ topics: [topic] });
  expect(await admin.listTopics()).not.toContain(topic);
});

test('a topic can be validated without being created', async () => {
  const admin = await connectedAdmin(broker.address);
  const topic = uniqueName('validated');
  const request = { validateOnly: true, waitForLeaders: false, topics: [{ topic }] };
  expect(await admin.createTopics(request)).toBe(true);
  expect(await admin.listTopics()).not.toContain(topic);
});

test('a topic that cannot be is refused with its reason', async () => {
  const admin = await connectedAdmin(broker.address);
  await expect(
    admin.createTopics({ topics: [{ topic: 'much', replicationFactor: 5, numPartitions: 1 }] }),
  ).rejects.toMatchObject({ errors: [{ type: 'INVALID_REPLICATION_FACTOR' }] });
  await expect(
    admin.createTopics({ topics: [{ topic: 'not a name', numPartitions: 1 }] }),
  ).rejects.toMatchObject({ errors: [{ type: 'INVALID_TOPIC_EXCEPTION' }] });
});

test('partitions are added', async () => {
  const admin = await connectedAdmin(broker.address);
  const topic = await createTopic(broker.address, uniqueName('growing'));
  await admin.createPartitions({ topicPartitions: [{ topic, count: 4 }] });
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  expect(topics[0]?.partitions).toHaveLength(4);
});

test('the cluster describes itself', async () => {
  const admin = await connectedAdmin(broker.address);
  const { brokers, controller, clusterId } = await admin.describeCluster();
  const [host, port] = broker.address.split(':');
  expect(brokers).toEqual([{ nodeId: 0, host, port: Number(port) }]);
  expect(controller).toBe(0);
  expect(clusterId).toMatch(/^[\w-]{22}$/);
});

test('offsets of a topic are told, also by time', async () => {
  const admin = await connectedAdmin(broker.address);
  const before = Date.now();
  const topic = await topicWithRecords(5);
  expect(await admin.fetchTopicOffsets(topic)).toEqual([
    { partition: 0, offset: '5', high: '5', low: '0' },
  ]);
  expect(await admin.fetchTopicOffsetsByTimestamp(topic, before)).toEqual([
    { partition: 0, offset: '0' },
  ]);
  expect(await admin.fetchTopicOffsetsByTimestamp(topic, Date.now() + 60_000)).toEqual([
    { partition: 0, offset: '5' },
  ]);
});

test('records are deleted up to an offset', async () => {
  const admin = await connectedAdmin(broker.address);
  const topic = await topicWithRecords(5);
  await admin.fetchTopicOffsets(topic); // kafkajs must have heard of the topic before
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '3' }] });
  expect(await admin.fetchTopicOffsets(topic)).toEqual([
    { partition: 0, offset: '5', high: '5', low: '3' },
  ]);
});

test('groups are listed, described and deleted', async () => {
  const admin = await connectedAdmin(broker.address);
  const topic = await topicWithRecords(3);
  const groupId = await groupThatHasRead(topic, 3);
  const { groups } = await admin.listGroups();
  expect(groups).toContainEqual({ groupId, protocolType: 'consumer' });
  expect((await admin.describeGroups([groupId])).groups).toMatchObject([
    { groupId, state: 'Empty', protocolType: 'consumer', members: [], errorCode: 0 },
  ]);
  await admin.deleteGroups([groupId]);
  const left = await admin.listGroups();
  expect(left.groups.map((each) => each.groupId)).not.toContain(groupId);
});

test('a group with members is described with them, and cannot be deleted', async () => {
  const admin = await connectedAdmin(broker.address);
  const topic = await topicWithRecords(1);
  const groupId = uniqueName('group');
  const consumer = await subscribedConsumer(broker.address, topic, { groupId });
  const seen = new Collected<string>();
  await consumer.run({ eachMessage: async ({ message }) => seen.add(String(message.value)) });
  await seen.until(1);
  const { groups } = await admin.describeGroups([groupId]);
  expect(groups).toMatchObject([
    { state: 'Stable', protocol: 'RoundRobinAssigner', members: [{ clientId: 'test' }] },
  ]);
  await expect(admin.deleteGroups([groupId])).rejects.toMatchObject({
    groups: [{ groupId, error: { type: 'NON_EMPTY_GROUP' } }],
  });
});

test('offsets of a group are told and set', async () => {
  const admin = await connectedAdmin(broker.address);
  const topic = await topicWithRecords(5);
  const groupId = await groupThatHasRead(topic, 5);
  const offsets = () => admin.fetchOffsets({ groupId, topics: [topic] });
  expect(await offsets()).toEqual([
    { topic, partitions: [{ partition: 0, offset: '5', metadata: null }] },
  ]);
  // This takes kafkajs five seconds with any broker: it joins the group with a consumer of its own.
  await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '2' }] });
  expect((await offsets())[0]?.partitions[0]?.offset).toBe('2');
});

test('configs of a topic are described and altered', async () => {
  const admin = await connectedAdmin(broker.address);
  const name = await createTopic(broker.address, uniqueName('configured'));
  const resource = { type: ConfigResourceTypes.TOPIC, name };
  const retention = async () => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: true,
      resources: [{ ...resource, configNames: ['retention.ms'] }],
    });
    return resources[0]?.configEntries[0];
  };
  expect(await retention()).toMatchObject({ configValue: '604800000', isDefault: true });
  await admin.alterConfigs({
    validateOnly: false,
    resources: [{ ...resource, configEntries: [{ name: 'retention.ms', value: '5000' }] }],
  });
  expect(await retention()).toMatchObject({ configValue: '5000', isDefault: false });
  await expect(
    admin.alterConfigs({
      validateOnly: false,
      resources: [{ ...resource, configEntries: [{ name: 'retention.ms', value: 'soon' }] }],
    }),
  ).rejects.toMatchObject({ type: 'INVALID_CONFIG' });
});

test('the configs of the broker are described', async () => {
  const admin = await connectedAdmin(broker.address);
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.BROKER, name: '0' }],
  });
  const names = resources[0]?.configEntries.map((each) => each.configName);
  expect(names).toContain('log.retention.hours');
});

test('access control is refused where there is none', async () => {
  const admin = await connectedAdmin(broker.address);
  await expect(
    admin.describeAcls({
      resourceType: 2,
      resourcePatternType: ResourcePatternTypes.LITERAL,
      operation: 1,
      permissionType: 1,
    }),
  ).rejects.toThrow();
});
