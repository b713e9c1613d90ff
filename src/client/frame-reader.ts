// Response frames out of the bytes of a connection. A size that no broker would send ends it, before anything is
// allocated for it: what answers is then no Kafka broker.

import { ClientError } from './client-error.ts';

const SIZE_BYTES = 4;
/** More than any answer has; a TLS or HTTP server's first bytes claim more. */
const LARGEST_FRAME = 256 * 1024 * 1024;

export class FrameReader {
  readonly #onFrame: (frame: Buffer) => void;
  #chunks: Buffer[] = [];
  #length = 0;

  /** Frames are handed out without their size prefix. */
  constructor(onFrame: (frame: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  /** Takes bytes that came in. Throws ClientError for what is no frame. */
  take(bytes: Buffer): void {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
    for (let size = this.#frameSize(); size !== null; size = this.#frameSize()) {
      const whole = this.#joined();
      const end = SIZE_BYTES + size;
      this.#chunks = whole.length > end ? [whole.subarray(end)] : [];
      this.#length = whole.length - end;
      this.#onFrame(whole.subarray(SIZE_BYTES, end));
    }
  }

  /** The size of the next frame if all of it is there. */
  #frameSize(): number | null {
    if (this.#length < SIZE_BYTES) return null;
    const [first] = this.#chunks;
    const head = first && first.length >= SIZE_BYTES ? first : this.#joined();
    const size = head.readInt32BE(0);
    if (size < SIZE_BYTES || size > LARGEST_FRAME) {
      throw new ClientError(`what answers is no Kafka broker (${describe(head)})`);
    }
    return this.#length >= SIZE_BYTES + size ? size : null;
  }

  #joined(): Buffer {
    const whole =
      this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#chunks = [whole];
    return whole;
  }
}

function describe(head: Buffer): string {
  const text = head.subarray(0, SIZE_BYTES).toString('latin1');
  if (text === 'HTTP') return 'it speaks HTTP';
  if (head[0] === 0x15 || head[0] === 0x16) return 'it speaks TLS';
  return `it begins with 0x${head.subarray(0, SIZE_BYTES).toString('hex')}`;
}
