// The door to time. Nothing else in the broker reads a clock or sets a timer, so that a test or a
// simulation can drive all of it.

/** A timer that has been set and may still be taken back. */
export interface Timer {
  /** Takes the timer back; without effect once it has fired. */
  cancel(): void;
}

export interface Clock {
  /** Wall-clock time in milliseconds since the epoch: what goes into records. It may jump. */
  wallMs(): number;
  /** Milliseconds since some start, never backwards: what durations are measured with. */
  monotonicMs(): number;
  /** Calls `fire` once, `delayMs` milliseconds from now. A waiting timer does not keep the process alive. */
  setTimer(delayMs: number, fire: () => void): Timer;
}
