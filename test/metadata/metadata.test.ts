import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { fixedLogLevel } from '../../src/metadata/broker-loggers.ts';
import { registerBroker } from '../../src/metadata/broker-registration.ts';
import { ConfigService } from '../../src/metadata/config-service.ts';
import { ImmutableMap } from '../../src/metadata/immutable-map.ts';
import { Metadata } from '../../src/metadata/metadata.ts';
import type { MetadataDelta } from '../../src/metadata/metadata-delta.ts';
import type { MetadataImage } from '../../src/metadata/metadata-image.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { TestCluster } from './test-cluster.ts';
import { CLUSTER_ID, LOG_DIRECTORY, startTestCluster, topicSpec } from './test-cluster.ts';

/** An image as plain values, in an order of its own. */
function plain(image: MetadataImage): unknown {
  const sorted = <V>(map: Iterable<readonly [string, V]>) =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...image,
    topicsByName: sorted(image.topicsByName),
    topicsById: sorted(image.topicsById),
    topicsByMetricName: sorted(image.topicsByMetricName),
    configs: sorted(image.configs),
  };
}

const names = fc.constantFrom('a', 'b', 'c.d', 'c_d', 'e_f');
const TOPIC = 2;
const BROKER = 4;

/** What a client may do to the cluster; most of it fails when it makes no sense, which is fine. */
const steps = fc.oneof(
  fc.record({
    kind: fc.constant('create' as const),
    name: names,
    count: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ kind: fc.constant('delete' as const), name: names, count: fc.constant(0) }),
  fc.record({
    kind: fc.constant('grow' as const),
    name: names,
    count: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    kind: fc.constant('alter' as const),
    name: names,
    count: fc.integer({ min: 0, max: 3 }),
  }),
  fc.record({
    kind: fc.constant('broker' as const),
    name: names,
    count: fc.integer({ min: 0, max: 3 }),
  }),
);

type Step = {
  kind: 'create' | 'delete' | 'grow' | 'alter' | 'broker';
  name: string;
  count: number;
};

async function take({ controller }: TestCluster, { kind, name, count }: Step): Promise<void> {
  const change = { name: 'retention.ms', operation: count === 0 ? 1 : 0, value: String(count) };
  switch (kind) {
    case 'create':
      await controller.createTopics([topicSpec(name, { partitions: count })]);
      break;
    case 'delete':
      await controller.deleteTopics([{ name, topicId: ZERO_UUID }]);
      break;
    case 'grow':
      await controller.createPartitions([{ name, count, assignments: null }]);
      break;
    case 'alter':
      await controller.alterConfigs([
        { resourceType: TOPIC, resourceName: name, changes: [change], replaceAll: false },
      ]);
      break;
    case 'broker': {
      const changes = [{ ...change, name: 'log.retention.ms' }];
      await controller.alterConfigs([
        { resourceType: BROKER, resourceName: '0', changes, replaceAll: false },
      ]);
      break;
    }
  }
}

/** Follows deltas alone and knows which partitions there are. */
class Follower {
  readonly partitions = new Set<string>();

  follow({ topicsDeleted, partitionsChanged }: MetadataDelta): void {
    for (const { id, partitions } of topicsDeleted) {
      for (const { partition } of partitions) this.partitions.delete(`${id}/${partition}`);
    }
    for (const { topic, partition, previous } of partitionsChanged) {
      if (previous === null) this.partitions.add(`${topic.id}/${partition.partition}`);
    }
  }
}

function partitionsOf(image: MetadataImage): Set<string> {
  const topics = [...image.topicsById.values()];
  return new Set(
    topics.flatMap(({ id, partitions }) => partitions.map(({ partition }) => `${id}/${partition}`)),
  );
}

function configsAnew(metadata: Metadata): ConfigService {
  const logLevel = fixedLogLevel();
  const staticConfigs = new Map();
  return new ConfigService({ metadata, nodeId: 0, staticConfigs, logger: silentLogger, logLevel });
}

/** What topics are configured to, and the broker beside them, asked twice: caches must not tell. */
function topicConfigsOf(configs: ConfigService): unknown {
  const all = () => ['a', 'b', 'c.d', 'c_d', 'e_f'].map((name) => configs.topicConfig(name));
  return [all(), all(), configs.brokerConfig()];
}

describe('the image of the cluster', () => {
  it('is the same whether it was followed or read anew, after any history', async () => {
    const property = fc.asyncProperty(fc.array(steps, { maxLength: 25 }), async (history) => {
      const cluster = await startTestCluster();
      const follower = new Follower();
      cluster.metadata.onChange((delta) => follower.follow(delta));
      for (const step of history) {
        await take(cluster, step);
        cluster.configs.topicConfig(step.name);
      }
      const anew = await Metadata.load(cluster.store);
      expect(plain(cluster.metadata.image)).toEqual(plain(anew.image));
      expect(follower.partitions).toEqual(partitionsOf(cluster.metadata.image));
      expect(topicConfigsOf(cluster.configs)).toEqual(topicConfigsOf(configsAnew(anew)));
      await cluster.stop();
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it('is the same after a restart, but for what dies with the process', async () => {
    const property = fc.asyncProperty(fc.array(steps, { maxLength: 15 }), async (history) => {
      const first = await startTestCluster();
      for (const step of history) await take(first, step);
      await first.stop();
      const second = await startTestCluster({ fileSystem: first.fileSystem });
      const { topicsByName, configs, clusterId } = first.metadata.image;
      expect([...second.metadata.image.topicsByName].sort()).toEqual([...topicsByName].sort());
      expect([...second.metadata.image.configs].sort()).toEqual([...configs].sort());
      expect(second.metadata.clusterId).toBe(clusterId);
    });
    await fc.assert(property, { numRuns: 30 });
  });

  it('does not change for those who hold it', async () => {
    const { controller, metadata } = await startTestCluster();
    const before = metadata.image;
    await controller.createTopics([topicSpec('t')]);
    expect(before.topicsByName.has('t')).toBe(false);
    expect(metadata.image.topicsByName.has('t')).toBe(true);
  });

  it('does not keep others from hearing when one who follows fails', async () => {
    const { controller, metadata, store } = await startTestCluster();
    const heard: number[] = [];
    metadata.onChange(() => {
      throw new Error('a bug in a follower');
    });
    store.watch('', metadata.image.revision + 1, ({ revision }) => heard.push(revision));
    await expect(controller.createTopics([topicSpec('t')])).rejects.toThrow('a bug in a follower');
    expect(heard).toHaveLength(1);
    expect(metadata.topic('t')).toBeDefined();
  });
});

describe('registering a broker', () => {
  it('founds the cluster, then keeps its id', async () => {
    const first = await startTestCluster();
    expect(first.metadata.clusterId).toBe(CLUSTER_ID);
    expect(first.metadata.image.controllerId).toBe(0);
    expect(first.metadata.image.brokers.get(0)).toMatchObject({
      id: 0,
      epoch: first.brokerEpoch,
      fenced: false,
    });
  });

  it('is refused while another process is registered under the same id', async () => {
    const { store, metadata } = await startTestCluster();
    const registration = {
      id: 0,
      incarnationId: ZERO_UUID,
      listeners: [],
      rack: null,
      logDirectories: [LOG_DIRECTORY],
      clusterId: 'other',
    };
    await expect(registerBroker(store, metadata, registration)).rejects.toThrow(
      /registered already/,
    );
  });

  it('ends when the broker leaves', async () => {
    const { store, metadata } = await startTestCluster();
    const registration = {
      id: 1,
      incarnationId: ZERO_UUID,
      listeners: [],
      rack: 'r1',
      logDirectories: [LOG_DIRECTORY],
      clusterId: 'other',
    };
    const registered = await registerBroker(store, metadata, registration);
    expect(metadata.image.brokers.get(1)?.epoch).toBe(registered.brokerEpoch);
    expect(metadata.image.controllerId).toBe(0);
    await registered.leave();
    expect(metadata.image.brokers.get(1)?.epoch).toBe(0);
  });
});

describe('an immutable map', () => {
  it('is what a map would be, and leaves its ancestors as they were', () => {
    const key = fc.string({ maxLength: 3 });
    const change = fc.tuple(key, fc.option(fc.integer(), { nil: undefined }));
    const property = fc.property(fc.array(fc.array(change, { maxLength: 5 })), (rounds) => {
      let map = ImmutableMap.empty<number>();
      const model = new Map<string, number>();
      for (const round of rounds) {
        const before = [...map].sort();
        const next = map.with(round);
        expect([...map].sort()).toEqual(before);
        for (const [name, value] of round) {
          if (value === undefined) model.delete(name);
          else model.set(name, value);
        }
        map = next;
        expect(new Map(map)).toEqual(model);
        expect(map.size).toBe(model.size);
        for (const [name] of round) expect(map.get(name)).toBe(model.get(name));
      }
    });
    fc.assert(property);
  });
});
