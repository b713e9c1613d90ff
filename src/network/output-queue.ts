// The answers on their way to one client. Answers are gathered until `flush`, which makes one write of
// them; their buffers go back to the pool once the operating system has taken the bytes.

import type { ByteStream } from '../platform/transport.ts';
import type { BufferPool } from './buffer-pool.ts';

/** Up to this many bytes, copying several answers into one buffer is cheaper than a write of many parts. */
const COALESCED_BYTES = 64 * 1024;

export interface OutputQueueOptions {
  readonly stream: ByteStream;
  readonly pool: BufferPool;
  /** Called when the operating system has taken this many bytes. */
  readonly onTaken: (bytes: number) => void;
}

export class OutputQueue {
  readonly #stream: ByteStream;
  readonly #pool: BufferPool;
  readonly #onTaken: (bytes: number) => void;
  #gathered: Buffer[] = [];
  #gatheredBytes = 0;
  #writtenBytes = 0;
  /** What the stream had pending when last looked at, and when that was: null before the first look. */
  #lastLook: { readonly pendingBytes: number; readonly atMs: number } | null = null;

  constructor(options: OutputQueueOptions) {
    this.#stream = options.stream;
    this.#pool = options.pool;
    this.#onTaken = options.onTaken;
  }

  /** Bytes that the client's side has not taken yet, gathered ones included. */
  get outstandingBytes(): number {
    return this.#gatheredBytes + this.#writtenBytes;
  }

  add(answer: Buffer): void {
    this.#gathered.push(answer);
    this.#gatheredBytes += answer.length;
  }

  /** Writes everything that was gathered, with one write. */
  flush(): void {
    if (this.#gathered.length === 0) return;
    const bytes = this.#gatheredBytes;
    const chunks = this.#takeGathered();
    this.#writtenBytes += bytes;
    this.#stream.write(chunks, (taken) => {
      for (const chunk of chunks) {
        if (taken) this.#pool.release(chunk);
        else this.#pool.discard(chunk);
      }
      this.#writtenBytes -= bytes;
      this.#lastLook = null;
      if (taken) this.#onTaken(bytes);
    });
  }

  /** For how long the client has taken nothing of what is there for it. To be called now and then. */
  stalledForMs(nowMs: number): number {
    if (this.#writtenBytes === 0) return 0;
    const { pendingBytes } = this.#stream;
    if (this.#lastLook?.pendingBytes !== pendingBytes) {
      this.#lastLook = { pendingBytes, atMs: nowMs };
    }
    return nowMs - this.#lastLook.atMs;
  }

  /** Gives up what was gathered and not written. */
  clear(): void {
    for (const chunk of this.#gathered) this.#pool.release(chunk);
    this.#gathered = [];
    this.#gatheredBytes = 0;
  }

  #takeGathered(): Buffer[] {
    const answers = this.#gathered;
    const bytes = this.#gatheredBytes;
    this.#gathered = [];
    this.#gatheredBytes = 0;
    if (answers.length === 1 || bytes > COALESCED_BYTES) return answers;
    const joined = this.#pool.allocate(bytes);
    let at = 0;
    for (const answer of answers) {
      at += answer.copy(joined, at);
      this.#pool.release(answer);
    }
    return [joined];
  }
}
