// Decides what of each batch stays: the newest record of each key, tombstones until their time is up (KIP-534),
// nothing of aborted transactions, and markers for as long as anything of their transaction is there. A batch
// that tells of a producer's last sequence stays without records, and so does the last one of the clean.

import { emptyBatch, retainRecords } from '../../record/cleaned-batch.ts';
import { decompress } from '../../record/compression.ts';
import { RecordCursor } from '../../record/record.ts';
import type { RecordBatch } from '../../record/record-batch.ts';
import type { AbortedTransaction } from '../transaction-index.ts';
import type { CleanedTransactions } from './cleaned-transactions.ts';
import type { OffsetMap } from './offset-map.ts';

/** What is known of a producer that is active when the clean begins. */
export interface LastRecord {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Last offset of its newest batch; -1: it has written nothing in its epoch but a marker. */
  readonly lastDataOffset: number;
}

/** The keys of the dirty part of the log, and up to where they are known. */
export interface KnownKeys {
  readonly map: OffsetMap;
  /** Records after it are not looked at. */
  readonly latestOffset: number;
}

export interface FilterRules {
  readonly nowMs: number;
  readonly deleteRetentionMs: number;
  /** The offset that the clean goes up to. */
  readonly endOffset: number;
  readonly maxMessageBytes: number;
}

/** What a clean has read and kept. */
export interface FilterCounts {
  recordsRead: number;
  recordsKept: number;
  /** Records without a key, which have no place in a compacted log. */
  withoutKey: number;
  /** Batches that are larger than `max.message.bytes` now, and were not before. */
  oversized: number;
}

export interface Filtered {
  /** Null: nothing of the batch stays. */
  readonly batch: RecordBatch | null;
  /** The aborted transaction that this batch ends and that is still in the log. */
  readonly aborted: AbortedTransaction | null;
}

export class BatchFilter {
  readonly counts: FilterCounts = { recordsRead: 0, recordsKept: 0, withoutKey: 0, oversized: 0 };
  readonly #keys: KnownKeys;
  readonly #transactions: CleanedTransactions;
  readonly #producers: ReadonlyMap<number, LastRecord>;
  readonly #rules: FilterRules;

  constructor(
    keys: KnownKeys,
    transactions: CleanedTransactions,
    producers: readonly LastRecord[],
    rules: FilterRules,
  ) {
    this.#keys = keys;
    this.#transactions = transactions;
    this.#producers = new Map(producers.map((last) => [last.producerId, last]));
    this.#rules = rules;
  }

  /** Batches come in the order of the log. What is returned is a view of the batch, or new bytes. */
  filter(batch: RecordBatch): Filtered {
    this.counts.recordsRead += batch.recordsCount;
    if (batch.isControl) return this.#filterControl(batch);
    const isAborted = this.#transactions.passData(batch);
    const kept = isAborted ? this.#keptEmpty(batch) : this.#filterRecords(batch);
    return { batch: kept, aborted: null };
  }

  #filterControl(batch: RecordBatch): Filtered {
    const { isObsolete, retained } = this.#transactions.passControl(batch);
    const isOver = isObsolete && batch.hasDeleteHorizon && this.#isPastHorizon(batch);
    if (isOver || batch.recordsCount === 0) {
      return { batch: this.#keptEmpty(batch), aborted: retained };
    }
    this.counts.recordsKept += batch.recordsCount;
    if (!isObsolete || batch.hasDeleteHorizon) return { batch, aborted: retained };
    const plain = decompress(batch.compressionId, batch.payload);
    const stays = new Array<boolean>(batch.recordsCount).fill(true);
    return { batch: this.#rewritten(batch, plain, stays, true), aborted: retained };
  }

  #filterRecords(batch: RecordBatch): RecordBatch | null {
    const count = batch.recordsCount;
    const plain = count === 0 ? batch.payload : decompress(batch.compressionId, batch.payload);
    const cursor = new RecordCursor(plain);
    const keepsTombstones = !batch.hasDeleteHorizon || !this.#isPastHorizon(batch);
    const stays: boolean[] = [];
    let kept = 0;
    let hasTombstone = false;
    for (let index = 0; index < count; index++) {
      cursor.next();
      const isKept = this.#isKept(cursor, batch.baseOffset, keepsTombstones);
      stays.push(isKept);
      if (!isKept) continue;
      kept++;
      if (cursor.valueLength < 0) hasTombstone = true;
    }
    this.counts.recordsKept += kept;
    if (kept === 0) return this.#keptEmpty(batch);
    const needsHorizon = hasTombstone && !batch.hasDeleteHorizon;
    if (kept === count && !needsHorizon) return batch;
    return this.#rewritten(batch, plain, stays, needsHorizon);
  }

  #isKept(cursor: RecordCursor, baseOffset: number, keepsTombstones: boolean): boolean {
    const { map, latestOffset } = this.#keys;
    const offset = baseOffset + cursor.offsetDelta;
    if (offset > latestOffset) return true;
    if (cursor.keyLength < 0) {
      this.counts.withoutKey++;
      return false;
    }
    if (cursor.valueLength < 0 && !keepsTombstones) return false;
    return offset >= map.get(cursor.bytes, cursor.keyAt, cursor.keyLength);
  }

  #rewritten(
    batch: RecordBatch,
    plain: Buffer,
    stays: readonly boolean[],
    beginsHorizon: boolean,
  ): RecordBatch {
    const { nowMs, deleteRetentionMs, maxMessageBytes } = this.#rules;
    const known = batch.hasDeleteHorizon ? batch.baseTimestamp : null;
    const deleteHorizonMs = beginsHorizon ? nowMs + deleteRetentionMs : known;
    const rewritten = retainRecords(batch, { plain, stays, deleteHorizonMs });
    const { sizeInBytes } = rewritten;
    if (sizeInBytes > batch.sizeInBytes && sizeInBytes > maxMessageBytes) this.counts.oversized++;
    return rewritten;
  }

  #isPastHorizon(batch: RecordBatch): boolean {
    return batch.baseTimestamp <= this.#rules.nowMs;
  }

  /** The header, where it is the last word on a producer or on where the cleaned part ends. */
  #keptEmpty(batch: RecordBatch): RecordBatch | null {
    const isNeeded = batch.nextOffset === this.#rules.endOffset || this.#isLastOfProducer(batch);
    return isNeeded ? emptyBatch(batch) : null;
  }

  #isLastOfProducer(batch: RecordBatch): boolean {
    if (!batch.hasProducerId) return false;
    const last = this.#producers.get(batch.producerId);
    if (!last) return false;
    if (last.lastDataOffset >= 0) return batch.lastOffset === last.lastDataOffset;
    return batch.isControl && batch.producerEpoch === last.producerEpoch;
  }
}
