// The embedded store's file: one line of text per transaction, `<crc32, 8 hex digits> <json>\n`, so that a
// person can read it. A torn last line, which is what a crash leaves, is cut; a bad line before others
// is corruption and is never passed over. Knows lines, not what they mean.

import { crc32 } from 'node:zlib';
import type { File, FileSystem } from '../platform/file-system.ts';
import { isNotFound, StorageError } from '../platform/file-system.ts';

/** Bytes of a line before its JSON text: the checksum and a space. */
const CHECKSUM_LENGTH = 9;
const NEWLINE = 10;

/** A line whose content is not what was written, with lines after it that still are. */
export class CorruptMetaLogError extends StorageError {
  constructor(path: string, line: number) {
    super(`the metadata log is damaged at line ${line} of`, path, 'ECORRUPT');
    this.name = 'CorruptMetaLogError';
  }
}

/** The bytes of one line. */
export function encodeLine(json: string): Buffer {
  const checksum = crc32(json)
    .toString(16)
    .padStart(CHECKSUM_LENGTH - 1, '0');
  return Buffer.from(`${checksum} ${json}\n`);
}

/** What a file holds: its lines, and how many bytes of it are whole. */
interface Content {
  readonly lines: string[];
  readonly wholeBytes: number;
}

function readContent(fileSystem: FileSystem, path: string): Content {
  const bytes = readIfThere(fileSystem, path);
  const lines: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf(NEWLINE, at);
    const json = end < 0 ? null : decodeLine(bytes.subarray(at, end));
    if (json === null) {
      if (hasWholeLineAfter(bytes, at)) throw new CorruptMetaLogError(path, lines.length + 1);
      break;
    }
    lines.push(json);
    at = end + 1;
  }
  return { lines, wholeBytes: at };
}

function readIfThere(fileSystem: FileSystem, path: string): Buffer {
  try {
    return fileSystem.readFile(path);
  } catch (error) {
    if (isNotFound(error)) return Buffer.alloc(0);
    throw error;
  }
}

function decodeLine(line: Buffer): string | null {
  const json = line.subarray(CHECKSUM_LENGTH);
  const expected = Number.parseInt(line.toString('latin1', 0, CHECKSUM_LENGTH - 1), 16);
  return line.length > CHECKSUM_LENGTH && crc32(json) === expected ? json.toString('utf8') : null;
}

/** Whether a line that is whole follows the bad one at `at`: then this is no torn tail. */
function hasWholeLineAfter(bytes: Buffer, at: number): boolean {
  for (let end = bytes.indexOf(NEWLINE, at); end >= 0; ) {
    const next = bytes.indexOf(NEWLINE, end + 1);
    if (next >= 0 && decodeLine(bytes.subarray(end + 1, next)) !== null) return true;
    end = next;
  }
  return false;
}

/** An open metadata log. */
export class MetaLogFile {
  readonly #file: File;
  #size: number;

  private constructor(file: File, size: number) {
    this.#file = file;
    this.#size = size;
  }

  /** Opens or creates the log, cuts a torn tail, and hands out the lines that it holds. */
  static open(fileSystem: FileSystem, path: string): { log: MetaLogFile; lines: string[] } {
    const { lines, wholeBytes } = readContent(fileSystem, path);
    const file = fileSystem.open(path, 'write');
    if (file.size() > wholeBytes) file.truncate(wholeBytes);
    return { log: new MetaLogFile(file, wholeBytes), lines };
  }

  /** Bytes in the file. */
  get size(): number {
    return this.#size;
  }

  /** Appends lines into the page cache, in one write; they are durable after the next `sync`. */
  append(lines: readonly Buffer[]): void {
    const bytes = lines.length === 1 && lines[0] !== undefined ? lines[0] : Buffer.concat(lines);
    this.#file.writeSync(bytes, this.#size);
    this.#size += bytes.length;
  }

  /** Brings everything appended so far to the device, off the event loop. */
  sync(): Promise<void> {
    return this.#file.sync();
  }

  /** The same on the event loop: for start and stop. */
  syncNow(): void {
    this.#file.syncNow();
  }

  close(): void {
    this.#file.close();
  }
}
