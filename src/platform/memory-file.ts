// The content of a file that lives in memory, and a handle on it. Bytes are kept in chunks, so an append
// moves nothing that is already there; chunks that were never written stand for zeros, as holes do on
// a disk.

import { assert } from '../base/assert.ts';
import type { File } from './file-system.ts';

const CHUNK_BYTES = 256 * 1024;
/** Most files of a broker are checkpoints and empty indexes: the first chunk starts small and doubles. */
const FIRST_CHUNK_BYTES = 512;

/** Counts allocated bytes; `take` throws when there is no room for them. */
export interface SpaceAccount {
  take(bytes: number, path: string): void;
  giveBack(bytes: number): void;
}

/** A file's bytes, shared by its name and all its handles, and given back with the last of them. */
export class MemoryContent {
  size = 0;
  modifiedMs: number;
  readonly #chunks: (Buffer | undefined)[] = [];
  /** Chunks that copies of this content may hold too: they are never written. */
  readonly #shared = new Set<Buffer>();
  readonly #account: SpaceAccount;
  /** The name in the directory counts as one. */
  #holders = 1;

  constructor(account: SpaceAccount, nowMs: number) {
    this.#account = account;
    this.modifiedMs = nowMs;
  }

  retain(): void {
    this.#holders += 1;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders === 0) this.free();
  }

  /** Nobody can reach it any more. */
  protected free(): void {
    this.truncate(0);
  }

  /** A content of its own that shares the bytes until one of the two writes them. */
  copy(account: SpaceAccount, path: string): MemoryContent {
    const copy = new MemoryContent(account, this.modifiedMs);
    for (const [index, chunk] of this.#chunks.entries()) {
      if (chunk === undefined) continue;
      account.take(chunk.length, path);
      this.#shared.add(chunk);
      copy.#shared.add(chunk);
      copy.#chunks[index] = chunk;
    }
    copy.size = this.size;
    return copy;
  }

  read(target: Buffer, at: number, length: number, position: number): number {
    const total = Math.max(0, Math.min(length, this.size - position));
    for (let done = 0; done < total; ) {
      const offset = (position + done) % CHUNK_BYTES;
      const count = Math.min(total - done, CHUNK_BYTES - offset);
      const chunk = this.#chunks[Math.floor((position + done) / CHUNK_BYTES)];
      const copied = chunk ? chunk.copy(target, at + done, offset, offset + count) : 0;
      if (copied < count) target.fill(0, at + done + copied, at + done + count);
      done += count;
    }
    return total;
  }

  write(source: Uint8Array, position: number, path: string): void {
    for (let done = 0; done < source.length; ) {
      const offset = (position + done) % CHUNK_BYTES;
      const count = Math.min(source.length - done, CHUNK_BYTES - offset);
      const index = Math.floor((position + done) / CHUNK_BYTES);
      this.#chunk(index, offset + count, path).set(source.subarray(done, done + count), offset);
      done += count;
      this.size = Math.max(this.size, position + done);
    }
  }

  truncate(length: number): void {
    const kept = Math.ceil(length / CHUNK_BYTES);
    for (const chunk of this.#chunks.splice(kept)) {
      if (chunk === undefined) continue;
      this.#account.giveBack(chunk.length);
      this.#shared.delete(chunk);
    }
    // What lies behind the end must read as zeros when the file grows again.
    if (length < this.size && kept > 0) {
      this.#own(kept - 1)?.fill(0, length - (kept - 1) * CHUNK_BYTES);
    }
    this.size = length;
  }

  /** The chunk at this index, with room for at least `bytes`. */
  #chunk(index: number, bytes: number, path: string): Buffer {
    const present = this.#own(index);
    if (present && present.length >= bytes) return present;
    const size = index > 0 ? CHUNK_BYTES : firstChunkBytes(bytes);
    const before = present?.length ?? 0;
    this.#account.take(size - before, path);
    const grown = Buffer.alloc(size);
    if (present) grown.set(present);
    this.#chunks[index] = grown;
    return grown;
  }

  /** The chunk at this index, no longer shared. */
  #own(index: number): Buffer | undefined {
    const chunk = this.#chunks[index];
    if (chunk === undefined || !this.#shared.delete(chunk)) return chunk;
    const own = Buffer.from(chunk);
    this.#chunks[index] = own;
    return own;
  }
}

function firstChunkBytes(bytes: number): number {
  let size = FIRST_CHUNK_BYTES;
  while (size < bytes) size *= 2;
  return size;
}

/** What a handle needs of the file system that it belongs to. */
export interface MemoryFileHost {
  /** Throws the failure that a test has planned for this step. */
  check(action: string, path: string): void;
  nowMs(): number;
}

/** One open file. */
export class MemoryFile implements File {
  readonly path: string;
  readonly #content: MemoryContent;
  readonly #host: MemoryFileHost;
  #closed = false;

  constructor(path: string, content: MemoryContent, host: MemoryFileHost) {
    this.path = path;
    this.#content = content;
    this.#host = host;
    content.retain();
  }

  readSync(target: Buffer, at: number, length: number, position: number): number {
    this.begin('read');
    return this.#content.read(target, at, length, position);
  }

  async read(target: Buffer, at: number, length: number, position: number): Promise<number> {
    return this.readSync(target, at, length, position);
  }

  writeSync(source: Uint8Array, position: number): void {
    this.begin('write');
    this.#content.write(source, position, this.path);
    this.#content.modifiedMs = this.#host.nowMs();
  }

  size(): number {
    this.begin('stat');
    return this.#content.size;
  }

  truncate(length: number): void {
    this.begin('truncate');
    this.#content.truncate(length);
    this.#content.modifiedMs = this.#host.nowMs();
  }

  async sync(): Promise<void> {
    this.begin('sync');
  }

  syncNow(): void {
    this.begin('sync');
  }

  close(): void {
    this.begin('close');
    this.#closed = true;
    this.#content.release();
  }

  protected begin(action: string): void {
    assert(!this.#closed, `${this.path} is used after it was closed`);
    this.#host.check(action, this.path);
  }
}
