import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { ConfigOperation } from '../../src/metadata/configs/config-change.ts';
import { startTestCluster, topicSpec } from './test-cluster.ts';

const byName = (name: string) => ({ name, topicId: ZERO_UUID });
const byId = (topicId: Uuid) => ({ name: null, topicId });
const UNKNOWN_ID = 'Zm9vYmFyYmF6cXV4cXV1eA' as Uuid;

describe('deleting topics', () => {
  it('takes a topic with its partitions and configs', async () => {
    const { controller, metadata, store, configs } = await startTestCluster();
    const spec = topicSpec('t', { partitions: 3, configs: { 'retention.ms': '1' } });
    const before = (await store.range('')).entries.length;
    await controller.createTopics([spec]);
    const [result] = await controller.deleteTopics([byName('t')]);
    expect(result).toMatchObject({ name: 't', errorCode: ErrorCode.NONE });
    expect(metadata.topic('t')).toBeUndefined();
    expect((await store.range('')).entries).toHaveLength(before);
    await controller.createTopics([topicSpec('t')]);
    expect(configs.topicConfig('t').retentionMs).toBe(604_800_000);
  });

  it('gives a topic of the same name another id', async () => {
    const { controller } = await startTestCluster();
    const [first] = await controller.createTopics([topicSpec('t')]);
    await controller.deleteTopics([byName('t')]);
    const [second] = await controller.createTopics([topicSpec('t')]);
    expect(second?.topicId).not.toBe(first?.topicId);
  });

  it('tells those who follow which topic went', async () => {
    const { controller, metadata } = await startTestCluster();
    const [created] = await controller.createTopics([topicSpec('t', { partitions: 2 })]);
    const gone: unknown[] = [];
    metadata.onChange(({ topicsDeleted }) => gone.push(...topicsDeleted.map(({ id }) => id)));
    await controller.deleteTopics([byId(created?.topicId as Uuid)]);
    expect(gone).toEqual([created?.topicId]);
  });

  it('answers each wrong way of naming a topic for itself', async () => {
    const { controller } = await startTestCluster();
    const [{ topicId } = { topicId: ZERO_UUID }] = await controller.createTopics([topicSpec('t')]);
    await controller.createTopics([topicSpec('stays')]);
    const id = topicId as Uuid;
    const results = await controller.deleteTopics([
      byName('nonesuch'),
      byId(UNKNOWN_ID),
      { name: null, topicId: ZERO_UUID },
      { name: 'stays', topicId: UNKNOWN_ID },
      byName('twice'),
      byName('twice'),
      byName('t'),
      byId(id),
    ]);
    const rows = results.map(({ name, errorCode, errorMessage }) => [
      name,
      errorCode,
      errorMessage,
    ]);
    expect(rows).toEqual([
      [null, ErrorCode.INVALID_REQUEST, 'Neither topic name nor id were specified.'],
      ['stays', ErrorCode.INVALID_REQUEST, 'You may not specify both topic name and topic id.'],
      ['twice', ErrorCode.INVALID_REQUEST, 'Duplicate topic name.'],
      [null, ErrorCode.UNKNOWN_TOPIC_ID, 'This server does not host this topic ID.'],
      [
        'nonesuch',
        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
        'This server does not host this topic-partition.',
      ],
      [
        't',
        ErrorCode.INVALID_REQUEST,
        'The provided topic name maps to an ID that was already supplied.',
      ],
    ]);
  });

  it('is refused as a whole when the broker does not allow it', async () => {
    const { controller } = await startTestCluster({
      staticConfigs: { 'delete.topic.enable': 'false' },
    });
    await controller.createTopics([topicSpec('t')]);
    await expect(async () => controller.deleteTopics([byName('t')])).rejects.toMatchObject({
      code: ErrorCode.TOPIC_DELETION_DISABLED,
    });
  });

  it('leaves no config behind that was set while the topic went', async () => {
    const { controller, configs } = await startTestCluster();
    await controller.createTopics([topicSpec('t')]);
    const set = { name: 'retention.ms', operation: ConfigOperation.SET, value: '1' };
    const alteration = { resourceType: 2, resourceName: 't', changes: [set], replaceAll: false };
    await Promise.all([
      controller.alterConfigs([alteration]),
      controller.deleteTopics([byName('t')]),
    ]);
    await controller.createTopics([topicSpec('t')]);
    expect(configs.overrides({ type: 'topic', name: 't' }).size).toBe(0);
  });
});

describe('adding partitions', () => {
  const grow = (name: string, count: number, assignments: number[][] | null = null) => ({
    name,
    count,
    assignments: assignments?.map((brokerIds) => ({ brokerIds })) ?? null,
  });

  it('keeps the partitions that are there and tells of the new ones', async () => {
    const { controller, metadata } = await startTestCluster();
    await controller.createTopics([topicSpec('t', { partitions: 2 })]);
    const before = metadata.topic('t')?.partitions;
    const added: number[] = [];
    metadata.onChange(({ partitionsChanged, topicsCreated }) => {
      expect(topicsCreated).toEqual([]);
      added.push(...partitionsChanged.map(({ partition }) => partition.partition));
    });
    const results = await controller.createPartitions([grow('t', 4)]);
    expect(results).toEqual([{ name: 't', errorCode: ErrorCode.NONE, errorMessage: null }]);
    expect(metadata.topic('t')?.partitions.slice(0, 2)).toEqual(before);
    expect(added).toEqual([2, 3]);
  });

  it('changes nothing when it is only to be checked', async () => {
    const { controller, metadata } = await startTestCluster();
    await controller.createTopics([topicSpec('t')]);
    await controller.createPartitions([grow('t', 4)], true);
    expect(metadata.topic('t')?.partitions).toHaveLength(1);
  });

  const refused: [string, ReturnType<typeof grow>, number, string | null][] = [
    [
      'as many as there are',
      grow('t', 2),
      ErrorCode.INVALID_PARTITIONS,
      'Topic already has 2 partition(s).',
    ],
    [
      'fewer',
      grow('t', 1),
      ErrorCode.INVALID_PARTITIONS,
      'The topic t currently has 2 partition(s); 1 would not be an increase.',
    ],
    [
      'for a topic that is not there',
      grow('nonesuch', 3),
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      null,
    ],
    [
      'with too many assignments',
      grow('t', 3, [[0], [0]]),
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'Attempted to add 1 additional partition(s), but only 2 assignment(s) were specified.',
    ],
    [
      'on an unknown broker',
      grow('t', 3, [[9]]),
      ErrorCode.INVALID_REPLICA_ASSIGNMENT,
      'The manual partition assignment includes broker 9, but no such broker is registered.',
    ],
    [
      'far too many',
      grow('t', 20_000),
      ErrorCode.POLICY_VIOLATION,
      'Excessively large number of partitions per request.',
    ],
  ];
  it.each(refused)('refuses %s', async (_what, request, errorCode, errorMessage) => {
    const { controller, metadata } = await startTestCluster();
    await controller.createTopics([topicSpec('t', { partitions: 2 })]);
    const results = await controller.createPartitions([request]);
    expect(results).toEqual([{ name: request.name, errorCode, errorMessage }]);
    expect(metadata.topic('t')?.partitions).toHaveLength(2);
  });

  it('refuses a topic that is named twice', async () => {
    const { controller } = await startTestCluster();
    await controller.createTopics([topicSpec('t')]);
    const results = await controller.createPartitions([grow('t', 3), grow('t', 4)]);
    expect(results).toEqual([
      { name: 't', errorCode: ErrorCode.INVALID_REQUEST, errorMessage: 'Duplicate topic name.' },
    ]);
  });
});

describe('producer ids', () => {
  it('are given out once, across restarts', async () => {
    const first = await startTestCluster();
    const blocks = [
      await first.controller.claimProducerIds(),
      ...(await Promise.all([
        first.controller.claimProducerIds(),
        first.controller.claimProducerIds(),
      ])),
    ];
    await first.stop();
    const second = await startTestCluster({ fileSystem: first.fileSystem });
    blocks.push(await second.controller.claimProducerIds());
    expect(blocks.map(({ first: id }) => id).sort((a, b) => a - b)).toEqual([0, 1000, 2000, 3000]);
  });
});
