// The ids by which requests name faults, also of those that were set in the process.

import type { Fault } from '../testing/faults/fault.ts';

export class FaultIds {
  readonly #ids = new WeakMap<Fault, string>();
  #last = 0;

  /** The same for the same fault. */
  of(fault: Fault): string {
    const known = this.#ids.get(fault);
    if (known !== undefined) return known;
    this.#last += 1;
    const id = `fault-${this.#last}`;
    this.#ids.set(fault, id);
    return id;
  }
}
