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

/** Where `count` batches go, the first of which has this offset. */
interface Place {
  readonly target: Buffer;
  readonly at: number;
  readonly count: number;
  readonly offset: number;
}

const NOTHING: Served = { byteLength: 0, readInto() {} };

export class SinkPartition {
  /** The offset of the next record. */
  endOffset = 0;
  /** A copy of the newest of the largest batches. */
  #batch: Buffer = Buffer.alloc(0);
  #recordsPerBatch = 0;
  /** As many copies of it as make a block; null until they are asked for. */
  #block: Buffer | null = null;
  readonly #waiting = new Set<() => void>();

  /** Takes a batch; returns the offset of its first record. */
  append(records: Buffer): number {
    const batch = new RecordBatch(records);
    const { sizeInBytes, recordsCount } = batch;
    const baseOffset = this.endOffset;
    this.endOffset += recordsCount;
    if (sizeInBytes >= this.#batch.length) this.#remember(batch);
    for (const wake of this.#waiting) wake();
    return baseOffset;
  }

  /** Whole batches from this offset on, at least one where there is any. */
  read(offset: number, maxBytes: number): Served {
    const available = Math.ceil((this.endOffset - offset) / this.#recordsPerBatch);
    if (!(available > 0)) return NOTHING;
    const count = Math.min(available, Math.max(1, Math.floor(maxBytes / this.#batch.length)));
    return {
      byteLength: count * this.#batch.length,
      readInto: (target, at) => this.#copy({ target, at, count, offset }),
    };
  }

  /** Calls `wake` at the next append; returns how to stop. */
  watch(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.#waiting.delete(wake);
  }

  #remember({ frame, recordsCount }: RecordBatch): void {
    if (this.#batch.length === frame.length) frame.copy(this.#batch);
    else this.#batch = Buffer.from(frame);
    this.#recordsPerBatch = recordsCount;
    this.#block = null;
  }

  #copy({ target, at, count, offset }: Place): void {
    const size = this.#batch.length;
    if (count === 1) this.#batch.copy(target, at);
    else this.#copyBlocks(target, at, count * size);
    for (let index = 0; index < count; index++) {
      writeInt64(target, at + index * size, offset + index * this.#recordsPerBatch);
    }
  }

  #copyBlocks(target: Buffer, at: number, length: number): void {
    const copies = Math.max(1, Math.floor(BLOCK_BYTES / this.#batch.length));
    this.#block ??= Buffer.concat(Array.from({ length: copies }, () => this.#batch));
    const end = at + length;
    for (let place = at; place < end; place += this.#block.length) {
      this.#block.copy(target, place, 0, Math.min(this.#block.length, end - place));
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
