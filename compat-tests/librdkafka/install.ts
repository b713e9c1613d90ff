// Builds node-rdkafka with the librdkafka sources that its npm package brings, under the machine's own
// Node, whose headers Debian installs (a download of headers or of a finished binary needs hosts that a
// build machine may not reach). Done once; the result lives in the cache.

import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory } from '../support/paths.ts';

const directory = path.join(cacheDirectory, 'librdkafka');
const manifest = fileURLToPath(new URL('package.json', import.meta.url));

/** A Node with its headers beside it, and node-rdkafka built for it. */
export interface Rdkafka {
  readonly node: string;
  /** The directory whose node_modules hold node-rdkafka. */
  readonly directory: string;
}

/** The built client, or the reason why there is none. */
export function installedRdkafka(): Rdkafka | string {
  const node = systemNode();
  if (node === undefined) return 'no Node with headers in /usr/include/node (nodejs, libnode-dev)';
  const stamp = path.join(directory, '.built');
  const wanted = `${readFileSync(manifest, 'utf8')}${execFileSync(node, ['--version'])}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { node, directory };
  mkdirSync(directory, { recursive: true });
  copyFileSync(manifest, path.join(directory, 'package.json'));
  process.stdout.write('building node-rdkafka from its sources; this takes some minutes\n');
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: {
      ...process.env,
      // The machine's Node and its headers, whatever Node runs this.
      PATH: `${path.dirname(node)}:${process.env.PATH}`,
      npm_config_nodedir: path.dirname(path.dirname(node)),
    },
  });
  if (npm.status !== 0) return `node-rdkafka could not be built:\n${lastLines(npm.stderr)}`;
  writeFileSync(stamp, wanted);
  return { node, directory };
}

function systemNode(): string | undefined {
  return ['/usr', '/usr/local']
    .filter((prefix) => existsSync(path.join(prefix, 'include/node/node.h')))
    .map((prefix) => path.join(prefix, 'bin/node'))
    .find((node) => existsSync(node));
}

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-20).join('\n');
}
