// Shares places out among holders, several of whom may have the same one, with as little change as that takes.
//
// Invariant: nobody ends with more than its share, no place with more holders than it takes for all to have
// work, and none without a holder.

/** Changes what each holder holds to a fair share of these places; it must hold none but these. */
export function shareOut(places: readonly number[], held: readonly Set<number>[]): void {
  const holdersPerPlace = places.length === 0 ? 0 : Math.ceil(held.length / places.length);
  const shares = fairShares(holdersPerPlace * places.length, held.length);
  for (const [holder, places] of held.entries()) {
    dropFirst(places, places.size - (shares[holder] as number));
  }
  const holdersOf = new Map(places.map((place) => [place, new Set<number>()]));
  for (const [holder, places] of held.entries()) {
    for (const place of places) holdersOf.get(place)?.add(holder);
  }
  for (const [place, holders] of holdersOf) {
    for (const holder of dropFirst(holders, holders.size - holdersPerPlace)) {
      held[holder]?.delete(place);
    }
  }
  const takers = new Takers(held, shares);
  for (const [place, holders] of holdersOf) {
    for (let missing = holdersPerPlace - holders.size; missing > 0; missing--) {
      // When all who have room hold this place, that is the end of it, as in Apache Kafka. The places that
      // follow have holders too: with two or more for a place, a share is two at most, so each of the few
      // who have room is due one place only, fewer in all than a place without holders would need.
      if (!takers.give(place)) return;
    }
  }
}

/** So many for each that they add up to the total, and the larger shares are spread evenly over the row. */
function fairShares(total: number, holders: number): number[] {
  const exact = total / holders;
  return Array.from(
    { length: holders },
    (_, index) => Math.ceil(exact * (index + 1)) - Math.ceil(exact * index),
  );
}

/** Takes so many out of a set, none when the count is negative, and returns them. */
function dropFirst<T>(set: Set<T>, count: number): T[] {
  const dropped = [...set].slice(0, Math.max(0, count));
  for (const each of dropped) set.delete(each);
  return dropped;
}

/** Those below their share, who take turns. */
class Takers {
  readonly #held: readonly Set<number>[];
  readonly #shares: readonly number[];
  readonly #holders: number[];
  #next = 0;

  constructor(held: readonly Set<number>[], shares: readonly number[]) {
    this.#held = held;
    this.#shares = shares;
    this.#holders = [...held.keys()].filter((holder) => this.#hasRoom(holder));
  }

  /** Gives the place to the next who does not hold it; false when all do. */
  give(place: number): boolean {
    for (let tries = this.#holders.length; tries > 0; tries--) {
      if (this.#next >= this.#holders.length) this.#next = 0;
      const holder = this.#holders[this.#next] as number;
      const places = this.#held[holder];
      if (places && !places.has(place)) {
        places.add(place);
        if (this.#hasRoom(holder)) this.#next++;
        else this.#holders.splice(this.#next, 1);
        return true;
      }
      this.#next++;
    }
    return false;
  }

  #hasRoom(holder: number): boolean {
    return (this.#held[holder]?.size ?? 0) < (this.#shares[holder] as number);
  }
}
