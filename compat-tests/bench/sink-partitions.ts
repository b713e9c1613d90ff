// What the sink remembers instead of a log: how many records each partition was sent, and one batch of them,
// which is served again and again with the offsets that a reader expects.

import { writeInt64 } from '../../src/base/int64-bytes.ts';
import { RecordBatch } from '../../src/record/record-batch.ts';

/** Bytes that are copied into an answer in one piece. */
const BLOCK_BYTES = 1024 * 1024;

/** Batches that go into an answer: the shape of the protocol's `records` fields. */
interface Served {
  readonly byteLength: number;
  readInto(target: Buffer, at: number): void;
}

const NOTHING: Served = { byteLength: 0, readInto() {} };

export class SinkPartition {
  /** The offset of the next record. */
  endOffset = 0;
  /** Copies of the largest batch that was ever sent here. */
  #block: Buffer | null = null;
  #batchBytes = 0;
  #recordsPerBatch = 0;
  readonly #waiting = new Set<() => void>();

  /** Takes a batch; returns the offset of its first record. */
  append(records: Buffer): number {
    const batch = new RecordBatch(records);
    const { sizeInBytes, recordsCount } = batch;
    const baseOffset = this.endOffset;
    this.endOffset += recordsCount;
    if (sizeInBytes > this.#batchBytes) this.#remember(batch);
    for (const wake of this.#waiting) wake();
    return baseOffset;
  }

  /** Whole batches from this offset on, at least one where there is any. */
  read(offset: number, maxBytes: number): Served {
    const block = this.#block;
    const available = Math.ceil((this.endOffset - offset) / this.#recordsPerBatch);
    if (!block || available <= 0) return NOTHING;
    const count = Math.min(available, Math.max(1, Math.floor(maxBytes / this.#batchBytes)));
    const byteLength = count * this.#batchBytes;
    return {
      byteLength,
      readInto: (target, at) => this.#copy(block, { target, at, count, offset }),
    };
  }

  /** Calls `wake` at the next append; returns how to stop. */
  watch(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.#waiting.delete(wake);
  }

  #remember({ frame, sizeInBytes, recordsCount }: RecordBatch): void {
    const copies = Math.max(1, Math.floor(BLOCK_BYTES / sizeInBytes));
    this.#block = Buffer.concat(Array.from({ length: copies }, () => frame));
    this.#batchBytes = sizeInBytes;
    this.#recordsPerBatch = recordsCount;
  }

  #copy(
    block: Buffer,
    to: {
      readonly target: Buffer;
      readonly at: number;
      readonly count: number;
      readonly offset: number;
    },
  ): void {
    const { target, at, count, offset } = to;
    const end = at + count * this.#batchBytes;
    for (let place = at; place < end; place += block.length) {
      block.copy(target, place, 0, Math.min(block.length, end - place));
    }
    for (let index = 0; index < count; index++) {
      writeInt64(target, at + index * this.#batchBytes, offset + index * this.#recordsPerBatch);
    }
  }
}

/** All partitions; each comes into being when it is first named. */
export class SinkPartitions {
  readonly #partitions = new Map<string, SinkPartition>();

  /** Named as the request names it: by id or by name. */
  at(topic: string, index: number): SinkPartition {
    const key = `${topic}/${index}`;
    let partition = this.#partitions.get(key);
    if (!partition) {
      partition = new SinkPartition();
      this.#partitions.set(key, partition);
    }
    return partition;
  }
}
