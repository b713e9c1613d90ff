// Time, chance, disk and sockets have one door each, in src/platform: whoever opens another one makes a
// broker that no test can drive.

import type { Node } from 'oxc-parser';
import { expect, it } from 'vitest';
import type { SourceFile } from './source-tree.ts';
import { writtenCode } from './source-tree.ts';
import { parse } from './syntax.ts';

const WORLDLY_MODULES =
  /^(node:)?(fs|fs\/promises|net|tls|dgram|dns|http|https|http2|timers|timers\/promises|child_process|worker_threads|cluster|perf_hooks)$/;
/** Libraries that reach the world by themselves, and the one file of ours that may take each. */
const WORLDLY_LIBRARIES: Readonly<Record<string, string>> = {
  // A server of HTTP brings its socket: the admin endpoint is beside the broker, and drives its world from outside.
  '@hono/node-server': 'src/admin/http-server.ts',
};
const CHANCE = new Set(['randomBytes', 'randomUUID', 'randomInt', 'randomFillSync', 'webcrypto']);
const TIMERS = new Set(['setTimeout', 'setInterval', 'setImmediate', 'fetch']);
const MEMBERS = new Set(['Date.now', 'Math.random', 'performance.now', 'performance.timeOrigin']);

const files = writtenCode(['src']).filter(({ path }) => !path.startsWith('src/platform/'));

function worldlyImports(file: SourceFile): string[] {
  return parse(file)
    .imports()
    .filter(
      ({ specifier, names }) =>
        WORLDLY_MODULES.test(specifier) ||
        (WORLDLY_LIBRARIES[specifier] ?? file.path) !== file.path ||
        (/^(node:)?crypto$/.test(specifier) && names.some((name) => CHANCE.has(name))),
    )
    .map(({ specifier }) => `${file.path} imports ${specifier}`);
}

function worldlyNames(file: SourceFile): string[] {
  const syntax = parse(file);
  const found: string[] = [];
  syntax.visit((node, parent) => {
    const name = worldlyName(node, parent, file.path.startsWith('src/cli/'));
    if (name) found.push(`${file.path}:${syntax.lineOf(node.start)} uses ${name}`);
  });
  return found;
}

function worldlyName(node: Node, parent: Node | null, isCli: boolean): string | null {
  if (node.type === 'NewExpression' && node.callee.type === 'Identifier') {
    return node.callee.name === 'Date' && node.arguments.length === 0 ? 'new Date()' : null;
  }
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier') {
    if (node.object.name === 'process' && !isCli) return 'process';
    const member = node.property.type === 'Identifier' ? node.property.name : '';
    const full = `${node.object.name}.${member}`;
    return MEMBERS.has(full) ? full : null;
  }
  if (node.type === 'Identifier' && TIMERS.has(node.name)) {
    return parent?.type === 'CallExpression' && parent.callee === node ? node.name : null;
  }
  return null;
}

it('only src/platform imports the modules that reach the world', () => {
  expect(files.flatMap(worldlyImports)).toEqual([]);
});

it('only src/platform reads clocks, sets timers and draws random numbers', () => {
  expect(files.flatMap(worldlyNames)).toEqual([]);
});

it('sees a door where there is one', () => {
  const imports = `import { readFileSync } from 'node:fs'; import '@hono/node-server';`;
  const text = `${imports}\nsetTimeout(() => Date.now(), 1);`;
  const file = { path: 'src/log/probe.ts', text, generated: false };
  expect(worldlyImports(file)).toEqual([
    'src/log/probe.ts imports node:fs',
    'src/log/probe.ts imports @hono/node-server',
  ]);
  expect(worldlyNames(file)).toEqual([
    'src/log/probe.ts:2 uses setTimeout',
    'src/log/probe.ts:2 uses Date.now',
  ]);
});
