// The leases of the embedded store: which there are, and when they run out. The keys of a lease are found
// in the store's entries; a lease does not survive the process that was granted it.

import type { Clock, Timer } from '../platform/clock.ts';

interface Lease {
  readonly ttlMs: number;
  timer: Timer | null;
}

export class MetaLeases {
  readonly #clock: Clock;
  readonly #onExpired: (lease: string) => void;
  readonly #leases = new Map<string, Lease>();
  #granted = 0;
  readonly #idPrefix: string;

  /**
   * @param idPrefix makes ids differ from those of an earlier process.
   * @param onExpired called after a lease ran out; it is not known any more then.
   */
  constructor(clock: Clock, idPrefix: string, onExpired: (lease: string) => void) {
    this.#clock = clock;
    this.#idPrefix = idPrefix;
    this.#onExpired = onExpired;
  }

  grant(ttlMs: number): string {
    this.#granted += 1;
    const id = `${this.#idPrefix}.${this.#granted}`;
    const lease: Lease = { ttlMs, timer: null };
    this.#leases.set(id, lease);
    this.#wind(id, lease);
    return id;
  }

  has(id: string): boolean {
    return this.#leases.has(id);
  }

  /** Starts the time of this lease anew; false when it is gone. */
  keepAlive(id: string): boolean {
    const lease = this.#leases.get(id);
    if (!lease) return false;
    this.#wind(id, lease);
    return true;
  }

  /** Forgets a lease; false when it was gone already. */
  end(id: string): boolean {
    this.#leases.get(id)?.timer?.cancel();
    return this.#leases.delete(id);
  }

  /** Forgets all of them. */
  clear(): void {
    for (const id of [...this.#leases.keys()]) this.end(id);
  }

  #wind(id: string, lease: Lease): void {
    lease.timer?.cancel();
    if (lease.ttlMs === Number.POSITIVE_INFINITY) return;
    lease.timer = this.#clock.setTimer(lease.ttlMs, () => {
      this.#leases.delete(id);
      this.#onExpired(id);
    });
  }
}
