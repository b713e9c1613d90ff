// The faults that may still strike, in the order in which they were set, and what faults have done. Whether one that
// matches strikes (how often, after how many, how likely) is decided here.

import type { Clock } from '../../platform/clock.ts';
import type { Random } from '../../platform/random.ts';
import type { Fault, FaultEffect, FaultMatch, FaultStrike } from './fault.ts';

class SetFault implements Fault {
  readonly api: string;
  readonly match: FaultMatch;
  readonly effect: FaultEffect;
  strikes = 0;
  /** How many that matched were let pass. */
  passed = 0;
  readonly #remove: () => void;

  constructor(api: string, match: FaultMatch, effect: FaultEffect, remove: (fault: Fault) => void) {
    this.api = api;
    this.match = match;
    this.effect = effect;
    this.#remove = () => remove(this);
  }

  get isSpent(): boolean {
    return this.strikes >= (this.match.times ?? Number.POSITIVE_INFINITY);
  }

  remove(): void {
    this.#remove();
  }
}

export class FaultList {
  readonly history: FaultStrike[] = [];
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #set = new Set<SetFault>();

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  get all(): readonly Fault[] {
    return [...this.#set];
  }

  get isEmpty(): boolean {
    return this.#set.size === 0;
  }

  add(api: string, match: FaultMatch, effect: FaultEffect): Fault {
    if (match.partition !== undefined && match.topic === undefined) {
      throw new TypeError('a fault for a partition needs its topic');
    }
    const fault = new SetFault(api, match, effect, (gone) => this.#set.delete(gone as SetFault));
    this.#set.add(fault);
    return fault;
  }

  clear(): void {
    this.#set.clear();
  }

  /** The first fault that matches, and whose turn it is. */
  find(matches: (fault: Fault) => boolean): Fault | null {
    for (const fault of this.#set) {
      if (matches(fault) && this.#isItsTurn(fault)) return fault;
    }
    return null;
  }

  /** The fault has struck. */
  struck(fault: Fault, strike: Omit<FaultStrike, 'atMs'>): void {
    const set = fault as SetFault;
    set.strikes += 1;
    if (set.isSpent) this.#set.delete(set);
    this.note(strike);
  }

  note(strike: Omit<FaultStrike, 'atMs'>): void {
    this.history.push({ atMs: this.#clock.wallMs(), ...strike });
  }

  #isItsTurn(fault: SetFault): boolean {
    const { probability, skip = 0 } = fault.match;
    if (fault.passed < skip) {
      fault.passed += 1;
      return false;
    }
    return probability === undefined || this.#random.fraction() < probability;
  }
}
