// Inflates zstd frames with one context of Node's zlib for all of them: making a new one, as zlib's own
// synchronous function does, takes three times as long as inflating a batch. The way in is not documented,
// though older than most of what relies on it (npm's own minizlib does the same); where a stream looks
// different, the documented function is used. Invariant: a context that has failed is never used again.

import * as zlib from 'node:zlib';

/** The part of a zlib stream that is relied upon. */
interface InflatingStream {
  _handle: { close: () => void } | null;
  _processChunk(chunk: Buffer, flush: number): Buffer;
  removeAllListeners(event: 'error'): void;
}

/** What is inflated at a time; most batches then need one buffer, and no copy into a larger one. */
const CHUNK_BYTES = 64 * 1024;

export class ZstdInflater {
  #context: {
    readonly stream: InflatingStream;
    readonly handle: NonNullable<InflatingStream['_handle']>;
    readonly close: () => void;
    readonly limit: number;
  } | null = null;

  /**
   * The content of a frame, which the next call may overwrite. Throws zlib's errors, ERR_BUFFER_TOO_LARGE beyond
   * `limit` bytes.
   */
  inflate(frame: Buffer, limit: number): Buffer {
    const options = { maxOutputLength: limit, chunkSize: CHUNK_BYTES };
    // Nothing is the beginning of a frame as well: the context would wait for the rest.
    if (frame.length === 0) return zlib.zstdDecompressSync(frame, options);
    if (this.#context?.limit !== limit) this.#open(options);
    const context = this.#context;
    if (!context) return zlib.zstdDecompressSync(frame, options);
    const { stream, handle } = context;
    // It is put away after each frame, and its handle with it.
    stream._handle = handle;
    try {
      const content = stream._processChunk(frame, zlib.constants.ZSTD_e_end);
      // Each call adds one. After a failure they stay: the stream emits its error once more, later.
      stream.removeAllListeners('error');
      return content;
    } catch (error) {
      this.#discard();
      throw error;
    }
  }

  #open(options: { readonly maxOutputLength: number; readonly chunkSize: number }): void {
    this.#discard();
    const stream = zlib.createZstdDecompress(options) as unknown as InflatingStream;
    const { _handle: handle } = stream;
    if (typeof handle?.close !== 'function' || typeof stream._processChunk !== 'function') return;
    const close = handle.close.bind(handle);
    handle.close = () => {};
    this.#context = { stream, handle, close, limit: options.maxOutputLength };
  }

  #discard(): void {
    this.#context?.close();
    this.#context = null;
  }
}
