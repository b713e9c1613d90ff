// A directory that lives in memory: names and what they stand for. What a disk has to remember about its
// changes is added by subclasses (see simulated-directory.ts).

import type { MemoryContent } from './memory-file.ts';

/** What a name stands for: a directory, or the content of a file, which may have several names. */
export type MemoryEntry = MemoryDirectory | MemoryContent;

export class MemoryDirectory {
  locked = false;
  modifiedMs: number;
  readonly #entries: Map<string, MemoryEntry>;

  constructor(nowMs: number, entries: Iterable<readonly [string, MemoryEntry]> = []) {
    this.modifiedMs = nowMs;
    this.#entries = new Map(entries);
  }

  get entries(): ReadonlyMap<string, MemoryEntry> {
    return this.#entries;
  }

  set(name: string, entry: MemoryEntry): void {
    this.#entries.set(name, entry);
  }

  delete(name: string): void {
    this.#entries.delete(name);
  }

  /** Moves an entry to another name, in place of what has it. */
  move(from: string, target: MemoryDirectory, to: string): void {
    const entry = this.#entries.get(from) as MemoryEntry;
    this.#entries.delete(from);
    target.#entries.set(to, entry);
  }
}
