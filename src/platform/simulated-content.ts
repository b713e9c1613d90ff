// The content of a file on a simulated disk: what readers see (the page cache) and what the device holds
// are apart. Until a sync, each change is remembered; a power loss leaves any mixture of them, sector by
// sector: whole sectors of any age, and sectors torn between two ages.
// Invariant: the durable bytes with all pending changes applied are what readers see, unless a sync failed.

import { assert } from '../base/assert.ts';
import { MemoryContent } from './memory-file.ts';
import type { Random } from './random.ts';

/** What a device writes as a whole, or nearly. */
export const SECTOR_BYTES = 512;
/** A torn sector has its first bytes from one write and the rest from an earlier one. */
const TORN_UNIT_BYTES = 64;

/** What a power loss leaves of the changes that were not synced. */
export type Survival = 'nothing' | 'everything' | 'any';

interface Write {
  readonly position: number;
  readonly bytes: Buffer;
}

interface Truncation {
  readonly length: number;
}

type Change = Write | Truncation;

const isWrite = (change: Change): change is Write => 'bytes' in change;

export class SimulatedContent extends MemoryContent {
  /** Whether a sync ever reached it: some file systems bring its name along. */
  wasSynced = false;
  #durable: Buffer = Buffer.alloc(0);
  #changes: Change[] = [];
  /** How many changes came before the pending ones. */
  #settled = 0;

  /** Stands for "everything until now" in `makeDurable`. */
  get mark(): number {
    return this.#settled + this.#changes.length;
  }

  override write(source: Uint8Array, position: number, path: string): void {
    const before = this.size;
    try {
      super.write(source, position, path);
      this.#changes.push({ position, bytes: Buffer.from(source) });
    } catch (error) {
      // The device was full in the midst of it.
      const written = this.size > before ? this.size - position : 0;
      this.#changes.push({ position, bytes: Buffer.from(source.subarray(0, written)) });
      throw error;
    }
  }

  override truncate(length: number): void {
    super.truncate(length);
    this.#changes.push({ length });
  }

  /** A removed file keeps what the device has of it until its removal is durable. */
  protected override free(): void {
    super.truncate(0);
  }

  /** The changes before this mark are on the device. */
  makeDurable(mark: number): void {
    const settled = this.#changes.splice(0, Math.max(0, mark - this.#settled));
    this.#settled += settled.length;
    for (const change of settled) this.#durable = applied(this.#durable, change);
    this.wasSynced = true;
  }

  /** A sync failed: the pages count as clean, though the device never got them. */
  dropDirty(): void {
    this.#settled += this.#changes.length;
    this.#changes = [];
  }

  /** Takes over bytes that the device holds. */
  restore(bytes: Buffer): void {
    super.write(bytes, 0, '');
    this.#durable = bytes;
    this.wasSynced = true;
  }

  /** Turns bits over on the device, and in what is read from it. */
  flip(position: number, mask: number): void {
    assert(position < this.#durable.length, 'damage is done to what the device holds');
    const byte = (this.#durable[position] as number) ^ mask;
    this.#durable[position] = byte;
    super.write(Buffer.from([byte]), position, '');
  }

  /** What the device holds after a power loss. */
  surviving(survival: Survival, random: Random): Buffer {
    const all = this.#changes.length;
    if (survival === 'nothing' || all === 0) return Buffer.from(this.#durable);
    const style = survival === 'everything' ? 0 : random.below(4);
    if (style === 0) return this.#after(all);
    if (style === 1) return this.#after(random.below(all + 1));
    return this.#mixed(random);
  }

  /** The first `count` changes reached the device, in order. */
  #after(count: number): Buffer {
    let bytes: Buffer = Buffer.from(this.#durable);
    for (const change of this.#changes.slice(0, count)) bytes = applied(bytes, change);
    return bytes;
  }

  /** Each sector has an age of its own; so has the length. */
  #mixed(random: Random): Buffer {
    const all = this.#changes.length;
    const lengthAge = random.below(all + 1);
    const bytes = Buffer.alloc(this.#lengthAfter(lengthAge));
    for (let start = 0; start < bytes.length; start += SECTOR_BYTES) {
      const ages = this.#agesOf(start);
      const age = ages[random.below(ages.length)] as number;
      const sector = this.#sector(start, age, lengthAge);
      if (random.below(6) === 0) {
        const cut = random.below(SECTOR_BYTES / TORN_UNIT_BYTES) * TORN_UNIT_BYTES;
        const older = ages[random.below(ages.indexOf(age) + 1)] as number;
        this.#sector(start, older, lengthAge).copy(sector, cut, cut);
      }
      sector.copy(bytes, start);
    }
    return bytes;
  }

  /** How many changes had been made whenever this sector changed. */
  #agesOf(start: number): number[] {
    const ages = [0];
    for (const [index, change] of this.#changes.entries()) {
      if (!isWrite(change)) continue;
      const { position, bytes } = change;
      const touches = position < start + SECTOR_BYTES && position + bytes.length > start;
      if (touches) ages.push(index + 1);
    }
    return ages;
  }

  /** The sector with the writes before `age` and the truncations before `lengthAge`. */
  #sector(start: number, age: number, lengthAge: number): Buffer {
    const sector = Buffer.alloc(SECTOR_BYTES);
    if (start < this.#durable.length) this.#durable.copy(sector, 0, start, start + SECTOR_BYTES);
    for (const [index, change] of this.#changes.entries()) {
      if (isWrite(change)) {
        if (index < age) overlay(sector, start, change);
      } else if (index < lengthAge && change.length < start + SECTOR_BYTES) {
        sector.fill(0, Math.max(0, change.length - start));
      }
    }
    return sector;
  }

  #lengthAfter(count: number): number {
    let length = this.#durable.length;
    for (const change of this.#changes.slice(0, count)) {
      length = isWrite(change)
        ? Math.max(length, change.position + change.bytes.length)
        : change.length;
    }
    return length;
  }
}

function overlay(sector: Buffer, start: number, { position, bytes }: Write): void {
  const from = Math.max(position, start);
  const to = Math.min(position + bytes.length, start + SECTOR_BYTES);
  if (from < to) bytes.copy(sector, from - start, from - position, to - position);
}

function applied(bytes: Buffer, change: Change): Buffer {
  const length = isWrite(change)
    ? Math.max(bytes.length, change.position + change.bytes.length)
    : change.length;
  const changed = Buffer.alloc(length);
  bytes.copy(changed);
  if (isWrite(change)) change.bytes.copy(changed, change.position);
  return changed;
}
