// Cleans the logs of compacted topics, the dirtiest first, a few at a time, for as long as one needs it; then it
// looks again after a while. A log that cannot be cleaned is left alone from then on, and the others go on.
// Invariant: no log is cleaned twice at a time, also when its first clean has been told to stop.

import type { Clock, Timer } from '../../platform/clock.ts';
import { IDLE, QUIET } from '../../platform/clock.ts';
import { StorageError } from '../../platform/file-system.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Offload } from '../../platform/offload.ts';
import type { Random } from '../../platform/random.ts';
import type { PartitionLog } from '../partition-log.ts';
import type { CleanerConfig } from './cleaner-config.ts';
import type { CleanableLog, DirtyLog } from './dirty-log.ts';
import { dirtyPartOf, needsCleaning } from './dirty-log.ts';
import type { CleanOutcome } from './log-clean.ts';
import { LogClean } from './log-clean.ts';

export interface LogCleanerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly offload: Offload;
  readonly config: () => CleanerConfig;
  /** The logs that are compacted, as they are now. */
  readonly logs: () => Iterable<CleanableLog>;
  /** A log is clean up to where it says: notes that on disk. */
  readonly checkpoint: () => void;
}

/** What the cleaner has done since it started, and how the logs stood when it looked last. */
export interface CleanerStats {
  cleans: number;
  aborted: number;
  failed: number;
  bytesRead: number;
  bytesWritten: number;
  recordsRead: number;
  recordsKept: number;
  /** Records without a key, which are dropped. */
  withoutKey: number;
  /** The dirtiest log's `dirtyRatio`. */
  maxDirtyRatio: number;
  /** The longest time for which `max.compaction.lag.ms` was not kept, in milliseconds. */
  maxOverdueMs: number;
  /** When it looked last, in milliseconds since the epoch; null: not yet. */
  lastLookMs: number | null;
}

export class LogCleaner {
  readonly stats: CleanerStats = {
    cleans: 0,
    aborted: 0,
    failed: 0,
    bytesRead: 0,
    bytesWritten: 0,
    recordsRead: 0,
    recordsKept: 0,
    withoutKey: 0,
    maxDirtyRatio: 0,
    maxOverdueMs: 0,
    lastLookMs: null,
  };
  readonly #options: LogCleanerOptions;
  /** By directory: it outlives the log that was there. */
  readonly #running = new Map<
    string,
    { readonly log: PartitionLog; readonly ended: Promise<void> }
  >();
  /** A log that is opened anew gets another try. */
  readonly #uncleanable = new Set<PartitionLog>();
  /** Their disk failed the last time: others come first. */
  readonly #failed = new WeakSet<PartitionLog>();
  #timer: Timer | null = null;
  #isStopped = true;

  constructor(options: LogCleanerOptions) {
    this.#options = options;
  }

  /** The logs that cannot be cleaned. */
  get uncleanable(): ReadonlySet<PartitionLog> {
    return this.#uncleanable;
  }

  start(): void {
    this.#isStopped = false;
    this.#wait();
  }

  /** Stops what is under way, and resolves when it has. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timer?.cancel();
    await this.#abortAll();
  }

  /** The configuration has changed: what is under way begins anew with it. */
  async restart(): Promise<void> {
    await this.stop();
    this.start();
  }

  async #abortAll(): Promise<void> {
    for (const { log } of this.#running.values()) this.#abort(log);
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  #abort(log: PartitionLog): void {
    try {
      log.cleaning.abort();
    } catch (error) {
      this.#options.logger.warn({ error }, 'stopping a clean failed');
    }
  }

  #wait(): void {
    const { clock, config } = this.#options;
    this.#timer?.cancel();
    this.#timer = clock.repeat(
      () => config().backoffMs,
      () => this.#cleanWhatNeedsIt(),
    );
  }

  /** Begins cleans until there are as many as threads, or no log needs one. Answers as a timer's call does. */
  #cleanWhatNeedsIt(): unknown {
    const { clock, config } = this.#options;
    const free = config().threads - this.#running.size;
    if (this.#isStopped || free <= 0) return undefined;
    const nowMs = clock.wallMs();
    const { dirty, mayFollow } = this.#look(nowMs);
    for (const target of dirty.slice(0, free)) this.#begin(target, nowMs);
    if (this.#running.size > 0) return undefined;
    return mayFollow ? QUIET : IDLE;
  }

  /** The logs that need it, the dirtiest first, and whether others may need it with time alone. */
  #look(nowMs: number): { readonly dirty: readonly DirtyLog[]; readonly mayFollow: boolean } {
    const { logs } = this.#options;
    const dirty: DirtyLog[] = [];
    const seen = new Set<PartitionLog>();
    this.stats.maxDirtyRatio = 0;
    this.stats.maxOverdueMs = 0;
    this.stats.lastLookMs = nowMs;
    let mayFollow = false;
    for (const cleanable of logs()) {
      seen.add(cleanable.log);
      if (cleanable.log.segments.length > 1) mayFollow = true;
      const found = this.#mayClean(cleanable.log) ? this.#dirtyPartOf(cleanable, nowMs) : null;
      if (found) dirty.push(found);
    }
    for (const log of this.#uncleanable) if (!seen.has(log)) this.#uncleanable.delete(log);
    const rank = ({ log, dirtyRatio }: DirtyLog): number =>
      this.#failed.has(log) ? -1 : dirtyRatio;
    const needy = dirty.filter(needsCleaning).sort((left, right) => rank(right) - rank(left));
    return { dirty: needy, mayFollow };
  }

  #mayClean(log: PartitionLog): boolean {
    const { directory, cleaning } = log;
    return cleaning.isOnline && !this.#running.has(directory) && !this.#uncleanable.has(log);
  }

  #dirtyPartOf(cleanable: CleanableLog, nowMs: number): DirtyLog | null {
    try {
      const dirty = dirtyPartOf(cleanable, nowMs);
      this.stats.maxDirtyRatio = Math.max(this.stats.maxDirtyRatio, dirty.dirtyRatio);
      this.stats.maxOverdueMs = Math.max(this.stats.maxOverdueMs, dirty.overdueMs);
      return dirty;
    } catch (error) {
      if (error instanceof StorageError) cleanable.log.cleaning.fail(error);
      else this.#setAside(cleanable, error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  #begin(dirty: DirtyLog, nowMs: number): void {
    const { offload, random, config } = this.#options;
    const { log } = dirty;
    const clean = new LogClean(dirty, { offload, random, nowMs, config: config() });
    const ended = clean.run().then((outcome) => {
      this.#running.delete(log.directory);
      this.#end(dirty, outcome);
    });
    this.#running.set(log.directory, { log, ended });
  }

  #end(dirty: DirtyLog, outcome: CleanOutcome): void {
    const { name } = dirty;
    const { logger } = this.#options;
    switch (outcome.kind) {
      case 'cleaned':
        this.#failed.delete(dirty.log);
        this.#count(dirty, outcome.counts);
        // There may be more to do right now.
        this.#cleanWhatNeedsIt();
        return;
      case 'aborted':
        this.stats.aborted++;
        logger.debug({ partition: name }, 'cleaning was stopped');
        return;
      case 'failed':
        this.stats.failed++;
        this.#failed.add(dirty.log);
        logger.warn({ partition: name, reason: outcome.reason }, 'cleaning failed');
        return;
      default:
        this.#setAside(dirty, outcome.reason);
    }
  }

  #setAside({ name, log }: CleanableLog, reason: string): void {
    this.#uncleanable.add(log);
    const message = 'a log cannot be cleaned: it is left as it is until it is opened anew';
    this.#options.logger.error({ partition: name, reason }, message);
  }

  #count(
    { name, firstDirtyOffset, log }: DirtyLog,
    counts: Extract<CleanOutcome, { kind: 'cleaned' }>['counts'],
  ): void {
    const { stats } = this;
    const { logger, checkpoint } = this.#options;
    stats.cleans++;
    stats.bytesRead += counts.bytesRead;
    stats.bytesWritten += counts.bytesWritten;
    stats.recordsRead += counts.recordsRead;
    stats.recordsKept += counts.recordsKept;
    stats.withoutKey += counts.withoutKey;
    const fields = { partition: name, firstDirtyOffset, cleanedTo: log.cleaning.cleanedTo };
    logger.info({ ...fields, ...counts }, 'cleaned');
    if (counts.withoutKey > 0) {
      logger.warn({ ...fields, records: counts.withoutKey }, 'records without a key were dropped');
    }
    if (counts.oversized > 0) {
      const message = 'batches have grown beyond max.message.bytes';
      logger.warn({ ...fields, batches: counts.oversized }, message);
    }
    this.#guarded(checkpoint);
  }

  #guarded(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#options.logger.warn({ error }, 'noting how far logs are clean failed');
    }
  }
}
