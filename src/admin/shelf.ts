// Things that requests name: each is kept under an id, given or made up, until it is taken away.

import { nearestOf } from '../base/nearest.ts';
import { Problem } from './problem.ts';

/** More would be a leak of whoever asks. */
const MOST = 1_000;

export class Shelf<Thing> {
  readonly #what: string;
  readonly #things = new Map<string, Thing>();
  #made = 0;

  /** `what` begins the ids that are made up: `snapshot` makes `snapshot-1`. */
  constructor(what: string) {
    this.#what = what;
  }

  /** Throws Problem when the id is taken or there are too many: to be asked before the thing is made. */
  requireFree(id?: string): void {
    if (id !== undefined && this.#things.has(id)) {
      throw new Problem(409, `there is a ${this.#what} ${id} already`, 'id');
    }
    if (this.#things.size < MOST) return;
    throw new Problem(409, `there are ${MOST} ${this.#what}s: delete one first`);
  }

  /** Keeps a thing; the result is its id. */
  add(thing: Thing, id = this.#freeId()): string {
    this.#things.set(id, thing);
    return id;
  }

  /** Throws Problem when there is none. */
  get(id: string): Thing {
    const thing = this.#things.get(id);
    if (thing !== undefined) return thing;
    const nearest = nearestOf(id, this.#things.keys());
    const hint = nearest ? `, did you mean ${nearest}?` : '';
    throw new Problem(404, `there is no ${this.#what} ${id}${hint}`, 'id');
  }

  /** Takes a thing away. Throws Problem when there is none. */
  take(id: string): Thing {
    const thing = this.get(id);
    this.#things.delete(id);
    return thing;
  }

  entries(): [id: string, thing: Thing][] {
    return [...this.#things];
  }

  #freeId(): string {
    do this.#made += 1;
    while (this.#things.has(`${this.#what}-${this.#made}`));
    return `${this.#what}-${this.#made}`;
  }
}
