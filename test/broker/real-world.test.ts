// A broker in this process on real sockets, a real disk and real time: what a memory world cannot show.

import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startBroker } from '../../src/broker/broker.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { nodeClock } from '../../src/platform/node-clock.ts';
import { nodeFileSystem } from '../../src/platform/node-file-system.ts';
import { NodeOffload } from '../../src/platform/node-offload.ts';
import { nodeRandom } from '../../src/platform/node-random.ts';
import { NodeTransport } from '../../src/platform/node-transport.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { batchOf, valuesIn } from '../handlers/support/data-path.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WireClient } from '../support/wire-client.ts';
import { fetchRequest } from './support/requests.ts';

function start(dataDirectory: string) {
  return startBroker({
    properties: new Map(),
    listeners: [{ name: 'PLAINTEXT', host: '127.0.0.1', port: 0, advertised: null }],
    logDirectories: [dataDirectory],
    nodeId: 0,
    topics: [{ name: 'orders', partitions: 1, replicationFactor: 1, configs: new Map() }],
    platform: {
      clock: nodeClock,
      random: nodeRandom,
      files: nodeFileSystem,
      transport: new NodeTransport(),
      offload: new NodeOffload(),
    },
    logger: silentLogger,
  });
}

async function connectTo(broker: Awaited<ReturnType<typeof start>>): Promise<WireClient> {
  return WireClient.connect({ port: broker.endpoints[0]?.port ?? 0 });
}

/** Sockets of this process, and its open files below a directory. */
function openHandles(directory: string): string[] {
  const sockets = process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP'));
  const descriptors = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd') : [];
  const files = descriptors.map((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`);
    } catch {
      return '';
    }
  });
  return [...sockets, ...files.filter((path) => path.startsWith(directory))];
}

it('a broker leaves no handle behind, and its records', async () => {
  const directory = temporaryDirectory();
  const broker = await start(directory);
  const client = await connectTo(broker);
  const topicData = [{ name: 'orders', partitionData: [{ index: 0, records: batchOf(['a']) }] }];
  await client.send(Produce, 12, { acks: -1, timeoutMs: 1000, topicData });
  const parked = client.send(
    Fetch,
    12,
    fetchRequest('orders', { fetchOffset: 1, maxWaitMs: 600_000 }),
  );
  expect(openHandles(directory).length).toBeGreaterThan(2);
  await Promise.all([broker.stop(), Promise.allSettled([parked])]);
  await client.closed;
  expect(openHandles(directory)).toEqual([]);

  const again = await start(directory);
  const later = await connectTo(again);
  const { responses } = await later.send(Fetch, 12, fetchRequest('orders'));
  expect(valuesIn(responses[0]?.partitions[0]?.records ?? null)).toEqual(['0:a']);
  await later.close();
  await again.stop();
});
