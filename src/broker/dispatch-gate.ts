// Stands between the network and the dispatcher until the broker is open: requests that come early wait,
// in order, and are handled once it is.

import { CloseConnection } from '../base/close-connection.ts';
import type { Dispatch } from '../network/dispatch.ts';

export class DispatchGate {
  #dispatch: Dispatch | null = null;
  #settle: { open: () => void; refuse: (reason: Error) => void } | null = null;
  readonly #opened: Promise<void>;

  constructor() {
    this.#opened = new Promise((open, refuse) => {
      this.#settle = { open, refuse };
    });
    // Without an early request nobody waits; a refusal is then no failure that was overlooked.
    this.#opened.catch(() => {});
  }

  readonly dispatch: Dispatch = (frame, connection) => {
    if (this.#dispatch) return this.#dispatch(frame, connection);
    const kept = Buffer.from(frame);
    return this.#opened.then(() => this.dispatch(kept, connection));
  };

  open(dispatch: Dispatch): void {
    this.#dispatch = dispatch;
    this.#settle?.open();
  }

  /** The broker will not open. */
  refuse(): void {
    this.#settle?.refuse(new CloseConnection('the broker could not start'));
  }
}
