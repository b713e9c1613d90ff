// An open file of a simulated disk. A sync makes durable what was written before it began; one that fails
// drops what it was to write, and the next one knows nothing of it.

import type { MemoryFileHost } from './memory-file.ts';
import { MemoryFile } from './memory-file.ts';
import type { SimulatedContent } from './simulated-content.ts';

/** What a handle needs of its disk. */
export interface SimulatedFileHost extends MemoryFileHost {
  /** Whether syncs of this path are answered and not done. */
  lies(path: string): boolean;
  /** Where the file seems to end for readers; null: where it ends. */
  readLimit(path: string): number | null;
}

/** Turns of the microtask queue that a sync takes. */
const SYNC_TURNS = 3;

/** Waits as long as a sync takes. */
export async function whileSyncing(): Promise<void> {
  for (let turn = 0; turn < SYNC_TURNS; turn++) await null;
}

export class SimulatedFile extends MemoryFile {
  readonly #content: SimulatedContent;
  readonly #host: SimulatedFileHost;

  constructor(path: string, content: SimulatedContent, host: SimulatedFileHost) {
    super(path, content, host);
    this.#content = content;
    this.#host = host;
  }

  override readSync(target: Buffer, at: number, length: number, position: number): number {
    const limit = this.#host.readLimit(this.path) ?? Number.POSITIVE_INFINITY;
    const readable = Math.max(0, Math.min(length, limit - position));
    return super.readSync(target, at, readable, position);
  }

  override async sync(): Promise<void> {
    this.#beginSync();
    const { mark } = this.#content;
    await whileSyncing();
    if (!this.#host.lies(this.path)) this.#content.makeDurable(mark);
  }

  override syncNow(): void {
    this.#beginSync();
    if (!this.#host.lies(this.path)) this.#content.makeDurable(this.#content.mark);
  }

  /** Turns over the bits of `mask` in one byte, on the device. */
  flip(position: number, mask: number): void {
    this.#content.flip(position, mask);
  }

  #beginSync(): void {
    try {
      this.begin('sync');
    } catch (error) {
      this.#content.dropDirty();
      throw error;
    }
  }
}
