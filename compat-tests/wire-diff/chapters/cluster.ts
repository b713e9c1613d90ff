// Metadata, DescribeCluster, FindCoordinator and DescribeLogDirs: what the cluster says of itself.

import { uuidFromBytes, ZERO_UUID } from '../../../src/base/uuid.ts';
import { DescribeCluster } from '../../../src/protocol/generated/describe-cluster.ts';
import type { DescribeLogDirsRequestInput } from '../../../src/protocol/generated/describe-log-dirs.ts';
import { DescribeLogDirs } from '../../../src/protocol/generated/describe-log-dirs.ts';
import { FindCoordinator } from '../../../src/protocol/generated/find-coordinator.ts';
import type { MetadataRequestInput } from '../../../src/protocol/generated/metadata.ts';
import { Metadata } from '../../../src/protocol/generated/metadata.ts';
import { batchOf } from '../batches.ts';
import { produce } from '../produce-to.ts';
import type { Chapter, Side } from '../side.ts';

const NO_SUCH_ID = uuidFromBytes(Buffer.alloc(16, 9));

export const cluster: Chapter = {
  title: 'cluster',

  async run(side) {
    await side.newTopic('known', { partitions: 2 });
    for (const version of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]) {
      await metadata(side, version);
    }
    for (const version of [0, 1, 2]) await describeCluster(side, version);
    for (const version of [0, 1, 2, 3, 4, 5, 6]) await findCoordinator(side, version);
    await produce(side, { topic: 'known', records: batchOf(['a']) });
    for (const version of [1, 2, 3, 4, 5]) await logDirs(side, version);
  },
};

async function metadata(side: Side, version: number): Promise<void> {
  const ask = (name: string, request: MetadataRequestInput) =>
    side.compare(name, Metadata, version, { allowAutoTopicCreation: version < 4, ...request });
  const named = (...names: (string | null)[]) =>
    names.map((name) => ({ name, topicId: ZERO_UUID }));
  await ask('one topic', { topics: named('known') });
  await ask('a topic twice', { topics: named('known', 'known') });
  if (version >= 1) await ask('no topics', { topics: [] });
  if (version >= 4) await ask('unknown', { topics: named('none-such', 'known', 'none-such-2') });
  for (const name of ['', 'bad name', '.', '..', 'x'.repeat(250)]) {
    await ask(`name '${name.slice(0, 10)}'`, { topics: named(name) });
  }
  if (version >= 8) {
    await ask('operations', { topics: named('known'), includeTopicAuthorizedOperations: true });
  }
  if (version >= 8 && version <= 10) {
    await ask('cluster operations', { topics: [], includeClusterAuthorizedOperations: true });
  }
  if (version >= 10) {
    const topicId = side.idOf('known');
    await ask('name and id', { topics: [{ name: 'known', topicId }] });
    await ask('id', { topics: [{ name: null, topicId }] });
    await ask('unknown id', { topics: [{ name: null, topicId: NO_SUCH_ID }] });
    await ask('neither', { topics: [{ name: null, topicId: ZERO_UUID }] });
    const both = [...named('known'), { name: null, topicId }];
    await ask('one by name, one by id', { topics: both });
    const known = { name: null, topicId };
    const unknown = { name: null, topicId: NO_SUCH_ID };
    await ask('known and unknown id', { topics: [unknown, known] });
  }
}

async function describeCluster(side: Side, version: number): Promise<void> {
  for (const endpointType of version >= 1 ? [1, 2, 0, 3] : [1]) {
    for (const includeClusterAuthorizedOperations of [false, true]) {
      await side.compare(
        `endpoint type ${endpointType}, operations ${includeClusterAuthorizedOperations}`,
        DescribeCluster,
        version,
        { includeClusterAuthorizedOperations, endpointType },
      );
    }
  }
  if (version < 2) return;
  const fenced = { includeClusterAuthorizedOperations: false, includeFencedBrokers: true };
  await side.compare('fenced brokers', DescribeCluster, version, fenced);
}

async function findCoordinator(side: Side, version: number): Promise<void> {
  for (const keyType of version >= 1 ? [0, 1, 2, 3, -1] : [0]) {
    for (const keys of [['g'], [''], ['g', 'h', 'g'], [], ['a:b:c']]) {
      const request = version >= 4 ? { coordinatorKeys: keys } : { key: keys[0] ?? '' };
      if (version < 4 && keys.length !== 1) continue;
      const name = `type ${keyType}, keys ${JSON.stringify(keys)}`;
      await untilLoaded(side, version, { keyType, ...request });
      await side.compare(name, FindCoordinator, version, { keyType, ...request });
    }
  }
}

/** Apache Kafka makes the internal topic when it is first asked for a coordinator. */
async function untilLoaded(side: Side, version: number, request: object): Promise<void> {
  const COORDINATOR_NOT_AVAILABLE = 15;
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await side
      .another()
      .ask(FindCoordinator, version, request)
      .catch(() => null);
    const codes = [
      answer?.errorCode,
      ...(answer?.coordinators ?? []).map((each) => each.errorCode),
    ];
    if (!codes.includes(COORDINATOR_NOT_AVAILABLE)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function logDirs(side: Side, version: number): Promise<void> {
  const ask = (name: string, topics: DescribeLogDirsRequestInput['topics']) =>
    side.compare(name, DescribeLogDirs, version, { topics });
  await ask('one topic', [{ topic: 'known', partitions: [0, 1] }]);
  await ask('one partition', [{ topic: 'known', partitions: [1] }]);
  await ask('no such partition', [{ topic: 'known', partitions: [0, 9] }]);
  await ask('no such topic', [{ topic: 'none-such', partitions: [0] }]);
  await ask('no partitions', [{ topic: 'known', partitions: [] }]);
  await ask('no topics', []);
}
