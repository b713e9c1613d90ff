// What the tests of other people's clients share: a broker for a whole file, names of their own, and
// waiting for what a client sees. The broker is Klamm; with KLAMM_COMPAT_BROKER=apache the same tests
// run against Apache Kafka, which is how their expectations were verified.

import { afterAll, beforeAll } from 'vitest';
import { Broker } from '../../compat-tests/support/broker.ts';

/** Starts a broker before the file's tests and ends it after them; gives its address to the tests. */
export function brokerOfThisFile(): { readonly address: string } {
  let broker: Broker | undefined;
  beforeAll(async () => {
    broker = await Broker.start();
  }, 60_000);
  afterAll(async () => {
    await broker?.[Symbol.asyncDispose]();
  });
  return {
    get address() {
      if (broker === undefined) throw new Error('the broker has not started');
      return broker.address;
    },
  };
}

let names = 0;

/** A name that no other test of this file uses. */
export function uniqueName(prefix: string): string {
  names += 1;
  return `${prefix}-${names}`;
}

/** Collects values until there are as many as expected. */
export class Collected<T> {
  readonly values: T[] = [];
  readonly #waiting = new Set<() => void>();

  add(value: T): void {
    this.values.push(value);
    for (const check of this.#waiting) check();
  }

  /** Resolves with all values once there are `count`, or once `fulfilled` holds of them. */
  until(fulfilled: number | ((values: readonly T[]) => boolean)): Promise<readonly T[]> {
    const holds = () =>
      typeof fulfilled === 'number' ? this.values.length >= fulfilled : fulfilled(this.values);
    return new Promise((resolve) => {
      const check = () => {
        if (!holds()) return;
        this.#waiting.delete(check);
        resolve(this.values);
      };
      this.#waiting.add(check);
      check();
    });
  }
}
