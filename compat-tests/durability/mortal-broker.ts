// A broker on the real disk that is killed in the midst of a named step: `node mortal-broker.ts DIRECTORY
// [ACTION PATTERN NTH]`. Just before the NTH time that it would do ACTION on a path that matches PATTERN it
// gets SIGKILL. It prints its port once it serves; SIGTERM stops it cleanly.

import { startBroker } from '../../src/broker/broker.ts';
import type { File, FileSystem } from '../../src/platform/file-system.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { nodeClock } from '../../src/platform/node-clock.ts';
import { nodeFileSystem } from '../../src/platform/node-file-system.ts';
import { NodeOffload } from '../../src/platform/node-offload.ts';
import { nodeRandom } from '../../src/platform/node-random.ts';
import { NodeTransport } from '../../src/platform/node-transport.ts';

const [directory = '', action = '', pattern = '', nth = '1'] = process.argv.slice(2);
const matches = new RegExp(pattern);
let left = Number(nth);

/** Something is about to be done: the end, when it is what was named. */
function step(what: string, path: string): void {
  if (what !== action || !matches.test(path)) return;
  left -= 1;
  if (left <= 0) process.kill(process.pid, 'SIGKILL');
}

/** `writeSync` and `truncate` of one file are steps as well. */
function mortalFile(file: File): File {
  return new Proxy(file, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        step(String(name), target.path);
        return value.apply(target, args);
      };
    },
  });
}

/** Of a rename the new name counts. */
const mortalFileSystem: FileSystem = {
  ...nodeFileSystem,
  open(path, mode) {
    if (mode !== 'read' && !nodeFileSystem.exists(path)) step('make', path);
    return mortalFile(nodeFileSystem.open(path, mode));
  },
  writeFileAtomic(path, content) {
    step('writeFileAtomic', path);
    nodeFileSystem.writeFileAtomic(path, content);
  },
  rename(from, to) {
    step('rename', to);
    nodeFileSystem.rename(from, to);
  },
  remove(path) {
    step('remove', path);
    nodeFileSystem.remove(path);
  },
  removeTree(path) {
    step('removeTree', path);
    nodeFileSystem.removeTree(path);
  },
  async syncDirectory(path) {
    step('syncDirectory', path);
    await nodeFileSystem.syncDirectory(path);
  },
};

const broker = await startBroker({
  properties: new Map([
    ['log.cleaner.backoff.ms', '50'],
    ['log.retention.check.interval.ms', '50'],
    ['log.flush.offset.checkpoint.interval.ms', '50'],
    ['log.flush.start.offset.checkpoint.interval.ms', '50'],
    ['log.segment.delete.delay.ms', '20'],
  ]),
  listeners: [{ name: 'PLAINTEXT', host: '127.0.0.1', port: 0, advertised: null }],
  logDirectories: [directory],
  nodeId: 0,
  topics: [],
  platform: {
    clock: nodeClock,
    random: nodeRandom,
    files: mortalFileSystem,
    transport: new NodeTransport(),
    offload: new NodeOffload(),
  },
  logger: silentLogger,
});
process.once('SIGTERM', () => {
  void broker.stop().then(() => process.exit(0));
});
process.stdout.write(`${broker.endpoints[0]?.port}\n`);
