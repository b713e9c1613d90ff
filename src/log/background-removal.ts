// Removes set-aside directories of one log directory: not before their time, and a few files at a turn, so
// that a deleted topic with thousands of files holds up nobody. What is left when it is closed is found by
// its name at the next start.

import type { Clock, Timer } from '../platform/clock.ts';
import type { FileSystem } from '../platform/file-system.ts';
import type { Logger } from '../platform/logger.ts';
import type { DiskGuard } from './disk-guard.ts';

/** Files that are removed in one turn of the event loop. */
const FILES_PER_TURN = 100;
/** Between two turns. */
const PAUSE_MS = 1;

export interface BackgroundRemovalOptions {
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  readonly guard: DiskGuard;
  readonly logger: Logger;
}

interface Doomed {
  readonly path: string;
  readonly dueMs: number;
}

export class BackgroundRemoval {
  readonly #options: BackgroundRemovalOptions;
  #doomed: Doomed[] = [];
  /** The removal that is under way. */
  #steps: Generator<void> | null = null;
  #timer: Timer | null = null;
  /** When the timer fires, by the monotonic clock. */
  #timerMs = Number.POSITIVE_INFINITY;

  constructor(options: BackgroundRemovalOptions) {
    this.#options = options;
  }

  /** Removes a directory with everything in it, after a while. */
  removeLater(path: string, delayMs: number): void {
    const dueMs = this.#options.clock.monotonicMs() + delayMs;
    this.#doomed.push({ path, dueMs });
    if (!this.#steps) this.#wakeAt(dueMs);
  }

  close(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#doomed = [];
    this.#steps = null;
  }

  #wakeAt(dueMs: number): void {
    if (dueMs >= this.#timerMs) return;
    this.#timer?.cancel();
    this.#timerMs = dueMs;
    const { clock } = this.#options;
    const delayMs = Math.max(0, Math.ceil(dueMs - clock.monotonicMs()));
    this.#timer = clock.setTimer(delayMs, () => this.#turn());
  }

  #turn(): void {
    this.#timer = null;
    this.#timerMs = Number.POSITIVE_INFINITY;
    const nowMs = this.#options.clock.monotonicMs();
    this.#steps ??= this.#removeDue(nowMs);
    for (let files = 0; files < FILES_PER_TURN; files++) {
      if (!this.#steps.next().done) continue;
      this.#steps = null;
      const [first, ...others] = this.#doomed;
      if (first)
        this.#wakeAt(others.reduce((next, { dueMs }) => Math.min(next, dueMs), first.dueMs));
      return;
    }
    this.#wakeAt(nowMs + PAUSE_MS);
  }

  /** Yields after each file. */
  *#removeDue(nowMs: number): Generator<void> {
    const due = this.#doomed.filter(({ dueMs }) => dueMs <= nowMs);
    this.#doomed = this.#doomed.filter(({ dueMs }) => dueMs > nowMs);
    for (const { path } of due) {
      try {
        yield* this.#removeTree(path);
      } catch (error) {
        this.#options.logger.warn({ error, path }, 'removing a deleted partition failed');
      }
    }
  }

  *#removeTree(path: string): Generator<void> {
    const { fileSystem, guard } = this.#options;
    const names = guard.run(() => (fileSystem.exists(path) ? fileSystem.list(path) : []));
    for (const name of names) {
      // A directory within is none of Kafka's making: it goes as a whole.
      guard.run(() => fileSystem.removeTree(`${path}/${name}`));
      yield;
    }
    guard.run(() => fileSystem.removeTree(path));
    yield;
  }
}
