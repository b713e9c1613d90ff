// The tools that start scripts call around the broker itself.

import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { parseProperties } from '../../src/broker/config/properties-file.ts';
import { nodeRandom } from '../../src/platform/node-random.ts';
import { KafkaOptions } from './kafka-options.ts';
import type { Invocation } from './tool.ts';
import { ToolError } from './tool-error.ts';

const DEFAULT_CLIENT_PORT = 2181;

/**
 * kafka-storage. A broker of Klamm formats its directory by itself; what `format` adds is the cluster id, which
 * `launch` gives it.
 */
export function storageTool([command, ...words]: readonly string[]): Invocation {
  if (command === 'random-uuid') {
    return { does: async () => void process.stdout.write(`${nodeRandom.uuid()}\n`) };
  }
  if (command !== 'format') throw new ToolError('kafka-storage has format and random-uuid here');
  const options = KafkaOptions.parse(words, {
    values: ['-t', '--cluster-id', '-c', '--config'],
    switches: ['--ignore-formatted', '-g', '--standalone', '-s'],
  });
  const clusterId = options.get('-t') ?? options.need('--cluster-id');
  const file = path.join(process.env.KLAMM_IMAGE_ROOT ?? '/', 'etc/kafka/cluster-id');
  return { does: async () => writeFileSync(file, `${clusterId}\n`) };
}

/** kafka-server-start: the broker, on a server.properties. */
export function serverStartTool(words: readonly string[]): Invocation {
  const options = KafkaOptions.parse(words, { values: ['--override'] });
  const [file] = options.words;
  if (file === undefined) throw new ToolError('which server.properties?');
  const overrides = options.all('--override').flatMap((override) => ['--set', override]);
  return { does: ['start', '--config', file, ...overrides] };
}

/**
 * zookeeper-server-start. There is no ZooKeeper and none is needed, but start scripts of Testcontainers wait until
 * its port is open: the port is held, and whoever connects is hung up on.
 */
export function zookeeperTool([file]: readonly string[]): Invocation {
  if (file === undefined) throw new ToolError('which properties?');
  return { does: () => holdPort(clientPortOf(file)) };
}

function clientPortOf(file: string): number {
  const entries = parseProperties(readFileSync(file, 'utf8'));
  const port = entries.find(({ key }) => key === 'clientPort')?.value;
  return port === undefined ? DEFAULT_CLIENT_PORT : Number(port);
}

async function holdPort(port: number): Promise<void> {
  const server = createServer((socket) => socket.destroy());
  server.listen(port);
  await once(server, 'listening');
  process.stderr.write(`there is no ZooKeeper here: port ${port} is held, and answers nobody\n`);
  await once(server, 'close');
}
