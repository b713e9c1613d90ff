// The door to time. Nothing else in the broker reads a clock or sets a timer, so that a test or a
// simulation can drive all of it.

/** A timer that has been set and may still be taken back. */
export interface Timer {
  /** Takes the timer back; without effect once it has fired. */
  cancel(): void;
}

/**
 * What a timer's call may answer for the sake of who moves time, so that weeks pass in no time.
 * `QUIET`: nothing has changed and nothing is under way, so no turn of the event loop has to follow.
 * `IDLE`: the same, and time alone will not give it anything to do: a repeated one may be left out until something
 * else has happened.
 */
export const QUIET = Symbol('quiet');
export const IDLE = Symbol('idle');

export interface Clock {
  /** Wall-clock time in milliseconds since the epoch: what goes into records. It may jump. */
  wallMs(): number;
  /** Milliseconds since some start, never backwards: what durations are measured with. */
  monotonicMs(): number;
  /**
   * Calls `fire` once, `delayMs` milliseconds from now. A waiting timer does not keep the process alive. Of what it
   * answers only QUIET and IDLE are of account.
   */
  setTimer(delayMs: number, fire: () => unknown): Timer;
  /**
   * Calls `turn` again and again until it is cancelled, each time so many milliseconds after the last; the
   * interval is asked for anew each time.
   */
  repeat(intervalMs: () => number, turn: () => unknown): Timer;
}
