// Brings the sources of kafkajs, which hold its tests (the npm package does not), into the cache:
// a copy whose test helpers point at one plaintext broker instead of a cluster of three.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheDirectory } from '../support/paths.ts';

/** The commit the expected list was made from: kafkajs 2.2.4 and the few documentation changes since. */
const PINNED_COMMIT = '55b0b416308b9e597a5a6b97b0a6fd6b846255dc';

// Built from parts: a linter takes `$` before a brace in a plain string for a forgotten template.
const HOST = ['$', '{host}'].join('');
const GET_HOST = ['$', '{getHost()}'].join('');

const directory = path.join(cacheDirectory, 'kafkajs');
const stamp = path.join(directory, '.prepared');

/** The packages that kafkajs' tests need, out of all it uses to develop. */
const TEST_PACKAGES = [
  ...['execa', 'glob', 'ip', 'jest', 'jest-circus', 'jest-extended', 'jsonwebtoken'],
  ...['mockdate', 'semver', 'uuid'],
];

/** The prepared copy's directory; undefined when the sources cannot be had on this machine. */
export function kafkajsCheckout(): string | undefined {
  if (existsSync(stamp)) return directory;
  const source = process.env.KLAMM_KAFKAJS_CHECKOUT;
  if (source === undefined || source === '') return undefined;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  copySources(source);
  pointAtOneBroker();
  installTestPackages();
  writeFileSync(stamp, '');
  return directory;
}

function copySources(source: string): void {
  if (existsSync(path.join(source, 'package.json'))) {
    for (const name of ['src', 'testHelpers', 'index.js', 'package.json']) {
      cpSync(path.join(source, name), path.join(directory, name), { recursive: true });
    }
    return;
  }
  const paths = ['src', 'testHelpers', 'index.js', 'package.json'];
  const archive = execFileSync('git', ['-C', source, 'archive', PINNED_COMMIT, ...paths], {
    maxBuffer: 1 << 28,
  });
  execFileSync('tar', ['x', '-C', directory], { input: archive });
}

function pointAtOneBroker(): void {
  const port = 'process.env.KLAMM_PORT';
  replaceIn('testHelpers/index.js', [
    [', `$HOST:9095`, `$HOST:9098`]', ']'],
    ['`$HOST:9092`]', `\`$HOST:\` + ${port}]`],
    ['`$GET_HOST:9092`', `getHost() + ':' + ${port}`],
    ['port: 9092,', `port: Number(${port}),`],
    ["getHost = () => 'localhost'", "getHost = () => '127.0.0.1'"],
  ]);
  replaceIn('testHelpers/setup.js', [['90000', '30000']]);
}

/** Replaces each text once; `$HOST` stands for the placeholder of that name in kafkajs' templates. */
function replaceIn(name: string, replacements: readonly (readonly [string, string])[]): void {
  const file = path.join(directory, name);
  let text = readFileSync(file, 'utf8');
  const placeholders = (each: string) =>
    each.replaceAll('$HOST', HOST).replaceAll('$GET_HOST', GET_HOST);
  for (const [from, to] of replacements.map((pair) => pair.map(placeholders))) {
    if (from === undefined || to === undefined) continue;
    if (!text.includes(from)) throw new Error(`${name} of kafkajs has changed: no ${from}`);
    text = text.replace(from, () => to);
  }
  writeFileSync(file, text);
}

function installTestPackages(): void {
  const file = path.join(directory, 'package.json');
  const { name, version, main, devDependencies } = JSON.parse(readFileSync(file, 'utf8'));
  const wanted = TEST_PACKAGES.map((each) => [each, devDependencies[each]]);
  const manifest = { name, version, main, devDependencies: Object.fromEntries(wanted) };
  writeFileSync(file, JSON.stringify(manifest, null, 2));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: directory,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
