// One open file of the real disk. Invariant: the descriptor is closed exactly once, and only when no
// asynchronous call is under way on it: the operating system hands a closed number to the next file
// that is opened, and a late read would answer with that file's bytes.

import * as fs from 'node:fs';
import { assert } from '../base/assert.ts';
import type { File } from './file-system.ts';
import { attempt, storageError } from './storage-attempt.ts';

export class NodeFile implements File {
  readonly path: string;
  readonly #descriptor: number;
  #underWay = 0;
  #closed = false;

  constructor(path: string, descriptor: number) {
    this.path = path;
    this.#descriptor = descriptor;
  }

  readSync(target: Buffer, at: number, length: number, position: number): number {
    this.#assertOpen();
    let done = 0;
    try {
      while (done < length) {
        const from = position + done;
        const count = fs.readSync(this.#descriptor, target, at + done, length - done, from);
        if (count === 0) break;
        done += count;
      }
    } catch (error) {
      throw storageError('read', this.path, error);
    }
    return done;
  }

  async read(target: Buffer, at: number, length: number, position: number): Promise<number> {
    let done = 0;
    while (done < length) {
      const count = await this.#offLoop<number>('read', (callback) =>
        fs.read(this.#descriptor, target, at + done, length - done, position + done, callback),
      );
      if (count === 0) break;
      done += count;
    }
    return done;
  }

  writeSync(source: Uint8Array, position: number): void {
    this.#assertOpen();
    let done = 0;
    try {
      while (done < source.length) {
        const left = source.length - done;
        done += fs.writeSync(this.#descriptor, source, done, left, position + done);
      }
    } catch (error) {
      throw storageError('write', this.path, error);
    }
  }

  size(): number {
    this.#assertOpen();
    return attempt('stat', this.path, () => fs.fstatSync(this.#descriptor)).size;
  }

  truncate(length: number): void {
    this.#assertOpen();
    attempt('truncate', this.path, () => fs.ftruncateSync(this.#descriptor, length));
  }

  async sync(): Promise<void> {
    await this.#offLoop<void>('sync', (callback) => fs.fdatasync(this.#descriptor, callback));
  }

  syncNow(): void {
    this.#assertOpen();
    attempt('sync', this.path, () => fs.fdatasyncSync(this.#descriptor));
  }

  close(): void {
    this.#assertOpen();
    this.#closed = true;
    if (this.#underWay === 0) this.#closeDescriptor();
  }

  #offLoop<Result>(
    action: string,
    start: (callback: (error: Error | null, result: Result) => void) => void,
  ): Promise<Result> {
    this.#assertOpen();
    this.#underWay += 1;
    return new Promise((resolve, reject) => {
      start((error, result) => {
        this.#underWay -= 1;
        if (this.#closed && this.#underWay === 0) this.#closeDescriptor();
        if (error) reject(storageError(action, this.path, error));
        else resolve(result);
      });
    });
  }

  #closeDescriptor(): void {
    attempt('close', this.path, () => fs.closeSync(this.#descriptor));
  }

  #assertOpen(): void {
    assert(!this.#closed, `${this.path} is used after it was closed`);
  }
}
