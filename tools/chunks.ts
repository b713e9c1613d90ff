// Which file of the bundle a module goes to. A start of the broker reads few large files instead of fifty small
// ones: each costs Node a third of a millisecond to find, read and link, whatever is in it. What is loaded
// lazily in the sources stays in files of its own, which the bundler chooses.

import path from 'node:path';

/** What the bundler knows of a module: ids are absolute paths. */
export interface ModuleGraph {
  getModuleInfo(id: string): {
    readonly importedIds: readonly string[];
    readonly dynamicallyImportedIds: readonly string[];
  } | null;
}

/** Where modules begin to be needed, relative to the repository. */
export interface Roots {
  /** What the command begins with; it loads the rest lazily. */
  readonly command: string;
  /** What can be typed. */
  readonly words: string;
  /** `klamm start`. */
  readonly start: string;
  /** `klamm start --admin`, which has all that a start has, and more. */
  readonly driven: string;
  /** What a test imports. */
  readonly testing: string;
}

/**
 * - `words`: only to read what was typed;
 * - `start`: only to start a broker from the command line;
 * - `broker`: to start one, there or in a test;
 * - `shared`: as well by something that is loaded lazily (another command, a worker thread), or to read what
 *   was typed.
 */
export type ChunkName = 'words' | 'start' | 'broker' | 'shared';

/** Sorts the modules of a bundle; null leaves a module to the bundler. */
export class Chunks {
  readonly #roots: Roots;
  #names: ReadonlyMap<string, ChunkName> | null = null;

  constructor(repository: string, roots: Roots) {
    const { command, words, start, driven, testing } = roots;
    const absolute = (file: string) => path.join(repository, file);
    this.#roots = {
      command: absolute(command),
      words: absolute(words),
      start: absolute(start),
      driven: absolute(driven),
      testing: absolute(testing),
    };
  }

  nameOf(id: string, graph: ModuleGraph): ChunkName | null {
    this.#names ??= sort(graph, this.#roots);
    return this.#names.get(id) ?? null;
  }
}

function sort(graph: ModuleGraph, roots: Roots): ReadonlyMap<string, ChunkName> {
  const words = staticallyBehind(graph, roots.words);
  const start = staticallyBehind(graph, roots.start);
  const testing = staticallyBehind(graph, roots.testing);
  const lazy = new Set<string>();
  for (const root of lazyRoots(graph, roots.command)) {
    if ([roots.words, roots.start, roots.driven].includes(root)) continue;
    for (const id of staticallyBehind(graph, root)) lazy.add(id);
  }
  const names = new Map<string, ChunkName>();
  for (const id of new Set([...start, ...words])) {
    const isForWords = words.has(id);
    const isForBrokers = start.has(id) || testing.has(id);
    if (lazy.has(id) || (isForWords && isForBrokers)) names.set(id, 'shared');
    else if (isForWords) names.set(id, 'words');
    else names.set(id, testing.has(id) ? 'broker' : 'start');
  }
  return names;
}

/** The module and all that is loaded with it. */
function staticallyBehind(graph: ModuleGraph, root: string): ReadonlySet<string> {
  const found = new Set([root]);
  for (const id of found) {
    for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  }
  return found;
}

/** Every module that is loaded by an `import()`, wherever that stands. */
function lazyRoots(graph: ModuleGraph, entry: string): ReadonlySet<string> {
  const roots = new Set<string>();
  const found = new Set([entry]);
  for (const id of found) {
    const { importedIds = [], dynamicallyImportedIds = [] } = graph.getModuleInfo(id) ?? {};
    for (const lazy of dynamicallyImportedIds) roots.add(lazy);
    for (const imported of [...importedIds, ...dynamicallyImportedIds]) found.add(imported);
  }
  return roots;
}
