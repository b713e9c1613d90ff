// A machine whose free memory is in use as page cache, as that of any machine is that has been up for a while.
// On a virtual machine memory that is free may have been given back to the hypervisor: whoever's records land
// on it then pays for its return, ten times the cost of writing them, and samples scatter by as much. Filled
// with pages of a file that is a hole, memory stays here, and is taken from that file where it is needed.

import { closeSync, openSync, readFileSync, readSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const READ_BYTES = 1024 * 1024;
/** How often it is looked whether enough is filled. */
const READS_BETWEEN_LOOKS = 64;
/** Left free: what the kernel keeps free anyway, and some. */
const LEFT_FREE_BYTES = 700 * 1024 * 1024;

export class PageCacheFiller {
  #file: string | undefined;

  /** Fills what is free now. The file stays until the process ends, and the pages until they are needed. */
  fill(): void {
    this.#file ??= newHole();
    const descriptor = openSync(this.#file, 'r');
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    let position = 0;
    while (freeBytes() > LEFT_FREE_BYTES && position < os.totalmem()) {
      for (let reads = 0; reads < READS_BETWEEN_LOOKS; reads++) {
        position += readSync(descriptor, buffer, 0, READ_BYTES, position);
      }
    }
    closeSync(descriptor);
  }
}

/** A file of the size of all memory without a block on the disk. */
function newHole(): string {
  const file = path.join(temporaryDirectory(), 'hole');
  writeFileSync(file, '');
  const size = Math.ceil(os.totalmem() / READ_BYTES / READS_BETWEEN_LOOKS + 1);
  truncateSync(file, size * READ_BYTES * READS_BETWEEN_LOOKS);
  return file;
}

function freeBytes(): number {
  const text = /^MemFree:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
  return Number(text) * 1024;
}
