// The layers: data flows socket → framing → codec → handler → partition → log → disk, and imports point
// the same way, never back. The table is the one of src/README.md.

import { describe, expect, it } from 'vitest';
import { writtenCode } from './source-tree.ts';
import { parse } from './syntax.ts';

const ground = ['base', 'platform', 'protocol', 'record'];
const services = ['metadata', 'replication', 'coordinator', 'security'];

/** Folder of src → the folders it may import, beside itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  platform: ['base'],
  protocol: ['base'],
  record: ['base'],
  log: ['base', 'platform', 'record'],
  network: ['base', 'platform', 'protocol'],
  security: ['base', 'platform', 'protocol'],
  metadata: [...ground, 'log'],
  replication: [...ground, 'log', 'metadata'],
  coordinator: ground,
  dispatch: ['base', 'platform', 'protocol', ...services],
  handlers: ['base', 'protocol', 'record', 'dispatch', ...services],
  broker: [...ground, 'log', 'network', ...services, 'dispatch', 'handlers'],
  migration: [...ground, 'log', 'metadata'],
  client: ground,
  cli: [...ground, 'client', 'broker', 'migration', 'testing', 'admin'],
  console: ['base', 'platform', 'broker'],
  admin: [...ground, 'dispatch', 'replication', 'broker', 'testing'],
  testing: [...ground, 'log', 'dispatch', ...services, 'broker', 'client'],
  // The doors of the package: src/index.ts, src/testing.ts.
  doors: ['base', 'platform', 'broker', 'testing', 'admin'],
};

/** The one file of handlers that knows the others: the list from which dispatch and ApiVersions derive. */
const HANDLER_LIST = 'src/handlers/all-handlers.ts';

/** Where the version stands that the command line tells. */
const PACKAGE = 'package.json';

const files = writtenCode(['src']).map((file) => ({ file, imports: parse(file).imports() }));

function layerOf(path: string): string {
  const [, folder = '', ...rest] = path.split('/');
  return rest.length === 0 ? 'doors' : folder;
}

describe('the layers of src', () => {
  it('are all in the table, and the tree is seen', () => {
    const folders = new Set(files.map(({ file }) => layerOf(file.path)));
    expect([...folders].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
    expect(folders).toContain('base');
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(({ imports }) => imports.filter(({ target }) => target))).not.toEqual([]);
  });

  it('import downwards only', () => {
    const upward = files.flatMap(({ file, imports }) =>
      imports
        .filter(({ target }) => target !== null && target !== PACKAGE)
        .map(({ target }) => ({ from: layerOf(file.path), to: layerOf(String(target)), target }))
        .filter(({ from, to }) => from !== to && !MAY_IMPORT[from]?.includes(to))
        .map(({ target }) => `${file.path} may not import ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it('stay within src', () => {
    const outward = files.flatMap(({ file, imports }) =>
      imports
        .filter(({ target }) => target !== null && target !== PACKAGE)
        .filter(({ target }) => !target?.startsWith('src/'))
        .map(({ target }) => `${file.path} imports ${target}`),
    );
    expect(outward).toEqual([]);
  });

  it('keep handlers apart from each other', () => {
    const siblings = files
      .filter(({ file }) => layerOf(file.path) === 'handlers' && file.path !== HANDLER_LIST)
      .flatMap(({ file, imports }) =>
        imports
          .filter(({ target }) => target && layerOf(target) === 'handlers')
          .map(({ target }) => `${file.path} imports ${target}`),
      );
    expect(siblings).toEqual([]);
  });
});

describe('imports', () => {
  it('make no cycles', () => {
    const edges = new Map(
      files.map(({ file, imports }) => [file.path, imports.flatMap(({ target }) => target ?? [])]),
    );
    expect(cyclesIn(edges)).toEqual([]);
  });

  it('name a file with its extension', () => {
    const bare = files.flatMap(({ file, imports }) =>
      imports
        .filter(({ target }) => target !== null && !/\.(ts|json)$/.test(target))
        .map(({ specifier }) => `${file.path}: ${specifier}`),
    );
    expect(bare).toEqual([]);
  });
});

/** Each cycle once, as the paths along it. */
function cyclesIn(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const cycles: string[] = [];
  const finished = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    const at = trail.indexOf(path);
    if (at >= 0) cycles.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || finished.has(path)) return;
    trail.push(path);
    for (const next of edges.get(path) ?? []) visit(next);
    trail.pop();
    finished.add(path);
  };
  for (const path of edges.keys()) visit(path);
  return cycles;
}
