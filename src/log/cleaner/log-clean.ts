// One clean of one log, on the event loop's side: it starts the work on another thread, puts each segment that
// comes back in its place, oldest first, and notes how far the log is clean. When the log changes under it, it
// stops: what is in place stays, for each swap leaves a log that is whole.

import { StorageError } from '../../platform/file-system.ts';
import type { Offload, RunningTask } from '../../platform/offload.ts';
import { TaskCancelledError } from '../../platform/offload.ts';
import type { Random } from '../../platform/random.ts';
import type { OngoingClean } from '../log-cleaning.ts';
import type { CleanCounts, CleanedGroup, CleanInput, CleanResult } from './clean-task.ts';
import type { CleanerConfig } from './cleaner-config.ts';
import type { DirtyLog } from './dirty-log.ts';
import { HASH_WORDS } from './key-hash.ts';

export interface CleanWorld {
  readonly offload: Offload;
  readonly random: Random;
  readonly config: CleanerConfig;
  readonly nowMs: number;
}

/** How a clean ended. */
export type CleanOutcome =
  | { readonly kind: 'cleaned'; readonly counts: CleanCounts }
  /** The log changed under it, or the broker stops. */
  | { readonly kind: 'aborted' }
  /** The log holds what nobody can read: another try ends the same way. */
  | { readonly kind: 'uncleanable'; readonly reason: string }
  /** The disk failed: the log directory knows of it. */
  | { readonly kind: 'failed'; readonly reason: string };

export class LogClean implements OngoingClean {
  readonly #dirty: DirtyLog;
  readonly #task: RunningTask<CleanResult>;
  /** The swaps of the segments that have come back so far. */
  #swaps: Promise<unknown> = Promise.resolve();
  #isAborted = false;

  /** Begins at once. */
  constructor(dirty: DirtyLog, world: CleanWorld) {
    this.#dirty = dirty;
    dirty.log.cleaning.begin(this);
    this.#task = world.offload.start<CleanInput, CleanedGroup, CleanResult>({
      load: () => import('./clean-task.ts'),
      input: inputOf(dirty, world),
      onProgress: (group) => {
        this.#swaps = this.#swaps.then(() => this.#swapIn(group));
        // Who waits for the end hears of it there.
        this.#swaps.catch(() => this.abort());
      },
    });
  }

  /** Resolves when it is over, whichever way. */
  async run(): Promise<CleanOutcome> {
    const { cleaning } = this.#dirty.log;
    try {
      return await this.#finish();
    } finally {
      cleaning.end(this);
    }
  }

  abort(): void {
    this.#isAborted = true;
    this.#task.cancel();
  }

  async #finish(): Promise<CleanOutcome> {
    const [ended, swapped] = await Promise.allSettled([this.#task.result, this.#allSwapped()]);
    if (swapped.status === 'rejected') return failure('failed', swapped.reason);
    if (this.#isAborted) return { kind: 'aborted' };
    if (ended.status === 'rejected') {
      if (ended.reason instanceof TaskCancelledError) return { kind: 'aborted' };
      return failure('uncleanable', ended.reason);
    }
    const result = ended.value;
    if (result.kind === 'corrupt') return { kind: 'uncleanable', reason: result.message };
    const { cleaning } = this.#dirty.log;
    if (result.kind === 'disk') {
      cleaning.fail(new StorageError('clean', result.path, result.code));
      return { kind: 'failed', reason: result.message };
    }
    cleaning.cleanedTo = result.endOffset;
    return { kind: 'cleaned', counts: result.counts };
  }

  /** The task's reports come before its end. */
  async #allSwapped(): Promise<void> {
    await this.#task.result.catch(() => {});
    await this.#swaps;
  }

  async #swapIn({ baseOffset, sources }: CleanedGroup): Promise<void> {
    const { cleaning } = this.#dirty.log;
    if (this.#isAborted) cleaning.discard(baseOffset);
    else await cleaning.replace(baseOffset, sources);
  }
}

function failure(kind: 'failed' | 'uncleanable', error: unknown): CleanOutcome {
  return { kind, reason: error instanceof Error ? error.message : String(error) };
}

function inputOf(dirty: DirtyLog, { random, config, nowMs }: CleanWorld): CleanInput {
  const { log, firstDirtyOffset, endOffset } = dirty;
  const { threads } = config;
  const segments = log.segments.filter(({ baseOffset }) => baseOffset < endOffset);
  const secret = random.bytes(HASH_WORDS * 4);
  return {
    directory: log.directory,
    segments: segments.map(({ baseOffset, size }) => ({ baseOffset, size })),
    firstDirtyOffset,
    endOffset,
    aborted: log.abortedTransactions(segments[0]?.baseOffset ?? 0, endOffset),
    producers: [...log.activeProducers()].map(({ producerId, producerEpoch, newest }) => ({
      producerId,
      producerEpoch,
      lastDataOffset: newest?.lastOffset ?? -1,
    })),
    nowMs,
    deleteRetentionMs: log.config.deleteRetentionMs,
    maxMessageBytes: log.config.maxMessageBytes,
    segmentBytes: log.config.segmentBytes,
    segmentIndexBytes: log.config.segmentIndexBytes,
    indexIntervalBytes: log.config.indexIntervalBytes,
    mapBytes: Math.floor(config.dedupeBufferBytes / threads),
    mapLoadFactor: config.loadFactor,
    bufferBytes: Math.max(1, Math.floor(config.ioBufferBytes / threads / 2)),
    bytesPerSecond: config.bytesPerSecond / threads,
    secret: Array.from({ length: HASH_WORDS }, (_, word) => secret.readInt32LE(word * 4)),
  };
}
