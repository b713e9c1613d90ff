// One partition on its way from one log directory to another, as Apache Kafka's ReplicaAlterLogDirsThread does
// it: batches are copied a slice at a time while the partition is served; once none is missing, names are
// exchanged in one turn. Invariant: at any moment, also after a crash, either the present log has the
// partition's name, or the future one is whole and on the device.

import type { LogDirectory } from './log-directory.ts';
import type { LogRequest } from './log-types.ts';
import type { PartitionLog } from './partition-log.ts';

/** Bytes that are copied in one turn of the event loop. */
const SLICE_BYTES = 1024 * 1024;

export interface PartitionMoveOptions {
  readonly request: LogRequest;
  readonly from: LogDirectory;
  readonly to: LogDirectory;
  readonly future: PartitionLog;
  /** Called in the turn in which the partition is in the other directory. */
  readonly onMoved: () => void;
}

export class PartitionMove {
  readonly #options: PartitionMoveOptions;

  constructor(options: PartitionMoveOptions) {
    this.#options = options;
  }

  get to(): LogDirectory {
    return this.#options.to;
  }

  get future(): PartitionLog {
    return this.#options.future;
  }

  /** Offsets that are still to be copied. */
  get offsetLag(): number {
    const { from, request, future } = this.#options;
    const end = from.log(request)?.logEndOffset ?? future.logEndOffset;
    return Math.max(0, end - future.logEndOffset);
  }

  /** Copies a slice; returns whether nothing was missing after it. Throws KAFKA_STORAGE_ERROR. */
  copySlice(): boolean {
    const { from, request, future } = this.#options;
    const present = from.openLog(request);
    this.#alignWith(present);
    let bytes = 0;
    for (const batch of present.batches(future.logEndOffset)) {
      if (batch.nextOffset <= future.logEndOffset) continue;
      // Compaction has merged what was copied with what was not: the copy begins anew.
      if (batch.baseOffset < future.logEndOffset) {
        future.truncateFullyAndStartAt(present.logStartOffset);
        return false;
      }
      future.appendReplicated(batch);
      bytes += batch.sizeInBytes;
      if (bytes >= SLICE_BYTES) break;
    }
    return this.offsetLag === 0;
  }

  /** Exchanges the names: copies what has come since, brings it to the device, and is done with it. */
  exchange(): void {
    const { from, to, request, future, onMoved } = this.#options;
    const { topic, index } = request;
    const partition = { topic, index };
    future.flushNow();
    future.close();
    to.noteFuture(partition, future);
    from.deleteLog(partition, future.config.fileDeleteDelayMs, { durably: true });
    // Whatever becomes of the last step, the partition is in the other directory now.
    try {
      to.promoteFuture(partition);
    } finally {
      onMoved();
    }
  }

  /** Retention may have taken what was copied, and recovery what was written last. */
  #alignWith(present: PartitionLog): void {
    const { future } = this.#options;
    if (future.logEndOffset > present.logEndOffset) future.truncateTo(present.logEndOffset);
    if (future.logEndOffset < present.logStartOffset) {
      future.truncateFullyAndStartAt(present.logStartOffset);
    } else if (future.logStartOffset < present.logStartOffset) {
      future.advanceLogStartOffset(present.logStartOffset);
    }
  }
}
