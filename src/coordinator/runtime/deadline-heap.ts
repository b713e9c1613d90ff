// A binary heap whose entries know their places, so that one can be taken out from anywhere, and nothing that was
// taken back stays. Invariant: an entry stands at its `place`, after all that are due before it.

import { assert } from '../../base/assert.ts';

/** The place of an entry that is in no heap. */
export const NO_PLACE = -1;

export interface HeapEntry {
  /** What the order goes by; unchanged while the entry is in the heap. */
  dueMs: number;
  place: number;
}

export class DeadlineHeap<E extends HeapEntry> {
  private readonly entries: E[] = [];

  /** The entry that is due first. */
  get first(): E | undefined {
    return this.entries[0];
  }

  add(entry: E): void {
    assert(entry.place === NO_PLACE, 'an entry is in a heap once');
    this.entries.push(entry);
    this.rise(entry, this.entries.length - 1);
  }

  /** Takes an entry out, if it is in. */
  remove(entry: E): void {
    const { place } = entry;
    if (place === NO_PLACE) return;
    assert(this.entries[place] === entry, 'an entry knows its place');
    entry.place = NO_PLACE;
    const last = this.entries.pop() as E;
    if (last === entry) return;
    this.rise(last, place);
    this.sink(last, last.place);
  }

  private rise(entry: E, from: number): void {
    let at = from;
    while (at > 0) {
      const above = this.entries[(at - 1) >> 1] as E;
      if (above.dueMs <= entry.dueMs) break;
      this.put(above, at);
      at = (at - 1) >> 1;
    }
    this.put(entry, at);
  }

  private sink(entry: E, from: number): void {
    let at = from;
    for (;;) {
      const below = this.earlier(this.entries[2 * at + 1], this.entries[2 * at + 2]);
      if (below === undefined || below.dueMs >= entry.dueMs) break;
      const { place } = below;
      this.put(below, at);
      at = place;
    }
    this.put(entry, at);
  }

  private earlier(left: E | undefined, right: E | undefined): E | undefined {
    return left && right && right.dueMs < left.dueMs ? right : left;
  }

  private put(entry: E, place: number): void {
    this.entries[place] = entry;
    entry.place = place;
  }
}
