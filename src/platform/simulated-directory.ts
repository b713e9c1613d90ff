// A directory on a simulated disk: the names that programs see and those that the device holds are apart
// until the directory is synced. A power loss keeps the changes of one directory in their order, as
// journals do, but may stop anywhere, whatever happened in other directories; only the names of new files
// that were synced themselves may come before their turn, for some file systems bring them along.

import type { MemoryEntry } from './memory-directory.ts';
import { MemoryDirectory } from './memory-directory.ts';
import type { Random } from './random.ts';
import type { Survival } from './simulated-content.ts';
import { SimulatedContent } from './simulated-content.ts';

/** `entry` takes the name, whatever had it; null: nobody has it any more. `from`: it gives up that name. */
interface NameChange {
  readonly name: string;
  readonly entry: MemoryEntry | null;
  readonly from?: string;
}

export class SimulatedDirectory extends MemoryDirectory {
  #durable: Map<string, MemoryEntry>;
  #changes: NameChange[] = [];
  /** How many changes came before the pending ones. */
  #settled = 0;

  constructor(nowMs: number, entries: Iterable<readonly [string, MemoryEntry]> = []) {
    super(nowMs, entries);
    this.#durable = new Map(this.entries);
  }

  /** Stands for "everything until now" in `makeDurable`. */
  get mark(): number {
    return this.#settled + this.#changes.length;
  }

  override set(name: string, entry: MemoryEntry): void {
    super.set(name, entry);
    this.#changes.push({ name, entry });
  }

  override delete(name: string): void {
    super.delete(name);
    this.#changes.push({ name, entry: null });
  }

  override move(from: string, target: MemoryDirectory, to: string): void {
    const entry = this.entries.get(from) as MemoryEntry;
    if (target === this) {
      super.move(from, target, to);
      this.#changes.push({ name: to, entry, from });
    } else {
      target.set(to, entry);
      this.delete(from);
    }
  }

  /** The changes before this mark are on the device. */
  makeDurable(mark: number): void {
    const settled = this.#changes.splice(0, Math.max(0, mark - this.#settled));
    this.#settled += settled.length;
    apply(this.#durable, settled);
  }

  /** The names that the device holds after a power loss. */
  surviving(survival: Survival, random: Random): ReadonlyMap<string, MemoryEntry> {
    const names = new Map(this.#durable);
    const all = this.#changes.length;
    if (survival === 'nothing') return names;
    const count = survival === 'everything' ? all : random.below(all + 1);
    apply(names, this.#changes.slice(0, count));
    if (random.below(4) > 0) return names;
    for (const { name, entry, from } of this.#changes.slice(count)) {
      const comesEarly = entry instanceof SimulatedContent && entry.wasSynced && from === undefined;
      if (comesEarly && !names.has(name)) names.set(name, entry);
    }
    return names;
  }
}

function apply(names: Map<string, MemoryEntry>, changes: readonly NameChange[]): void {
  for (const { name, entry, from } of changes) {
    if (from !== undefined) names.delete(from);
    if (entry) names.set(name, entry);
    else names.delete(name);
  }
}
