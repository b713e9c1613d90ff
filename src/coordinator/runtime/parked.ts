// The answer to a request that waits for other members (JoinGroup, SyncGroup). It is given once; who
// waits on it does not matter here: a closed connection leaves the member as it is until its session ends.

import { assert } from '../../base/assert.ts';

export class Parked<R> {
  readonly answered: Promise<R>;
  private resolve: ((response: R) => void) | null = null;

  constructor() {
    this.answered = new Promise<R>((resolve) => {
      this.resolve = resolve;
    });
  }

  /** Gives the answer; a second one is a bug. */
  answer(response: R): void {
    assert(this.resolve !== null, 'a parked request is answered once');
    this.resolve(response);
    this.resolve = null;
  }
}
