// The bytes of a file, a pipe or stdin as they come, for commands that read what a person names.

import { createReadStream } from 'node:fs';
import { storageError } from './storage-attempt.ts';

/** The word that stands for stdin. */
const STDIN = '-';

/** What is at this path from its beginning on; `-` is stdin. Throws StorageError. */
export async function* nodeInput(path: string): AsyncGenerator<Buffer> {
  const stream: AsyncIterable<Buffer> = path === STDIN ? process.stdin : createReadStream(path);
  try {
    yield* stream;
  } catch (error) {
    throw storageError('read', path, error);
  }
}
