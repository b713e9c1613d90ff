// What a container or a command in it has printed, as the API frames it: one byte that tells the stream, three of
// nothing, four for the length, then the text. Whoever follows it hears the rest.

import type { Readable, Writable } from 'node:stream';

const HEADER_BYTES = 8;

export class OutputLog {
  readonly #frames: Buffer[] = [];
  readonly #followers = new Set<Writable>();
  #isEnded = false;

  /** What was printed so far, as text. */
  get text(): string {
    return this.#frames.map((frame) => frame.subarray(HEADER_BYTES).toString()).join('');
  }

  /** Takes in what a stream brings: 1 for stdout, 2 for stderr. */
  read(stream: Readable, kind: 1 | 2): void {
    stream.on('data', (bytes: Buffer) => {
      const header = Buffer.alloc(HEADER_BYTES);
      header[0] = kind;
      header.writeUInt32BE(bytes.length, 4);
      const frame = Buffer.concat([header, bytes]);
      this.#frames.push(frame);
      for (const follower of this.#followers) follower.write(frame);
    });
  }

  /** Nothing comes any more. */
  end(): void {
    this.#isEnded = true;
    for (const follower of this.#followers) follower.end();
    this.#followers.clear();
  }

  /** Writes what there is, and what is to come unless it is not followed. */
  writeTo(target: Writable, isFollowed: boolean): void {
    for (const frame of this.#frames) target.write(frame);
    if (!isFollowed || this.#isEnded) {
      target.end();
      return;
    }
    this.#followers.add(target);
    target.on('close', () => this.#followers.delete(target));
  }
}
