// A bug's kind of failure: what must hold at this point of the program does not.

/** A broken invariant of the broker itself. It is never turned into a polite answer. */
export class AssertionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AssertionError';
  }
}

/** States what must hold here; throws AssertionError when it does not. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}
