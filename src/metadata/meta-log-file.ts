// The embedded store's file: one line of text per transaction, so that a person can read it:
//
//   <crc32 of the rest, 8 hex digits> <lines known to be on the device when this one was written> <json>
//
// A crash may lose any of the lines that were not synced, also earlier ones than it keeps: from the first
// bad line on they are cut. A bad line that a later one says was on the device is damage, and is never
// passed over. Knows lines, not what they mean.

import { crc32 } from 'node:zlib';
import type { File, FileSystem } from '../platform/file-system.ts';
import { isNotFound, StorageError } from '../platform/file-system.ts';

const CHECKSUM_DIGITS = 8;
const NEWLINE = '\n'.charCodeAt(0);

/** A line that had reached the device and is not what was written. */
export class CorruptMetaLogError extends StorageError {
  constructor(path: string, line: number) {
    super(`the metadata log is damaged at line ${line} of`, path, 'ECORRUPT');
    this.name = 'CorruptMetaLogError';
  }
}

interface Line {
  readonly syncedLines: number;
  readonly json: string;
}

function encodeLine({ syncedLines, json }: Line): Buffer {
  const content = `${syncedLines} ${json}`;
  const checksum = crc32(content).toString(16).padStart(CHECKSUM_DIGITS, '0');
  return Buffer.from(`${checksum} ${content}\n`);
}

/** The line in these bytes, without the newline; null when it is not whole. */
function decodeLine(bytes: Buffer): Line | null {
  const content = bytes.subarray(CHECKSUM_DIGITS + 1);
  const checksum = Number.parseInt(bytes.toString('latin1', 0, CHECKSUM_DIGITS), 16);
  if (content.length === 0 || crc32(content) !== checksum) return null;
  const space = content.indexOf(' ');
  const syncedLines = Number(content.toString('latin1', 0, space));
  return { syncedLines, json: content.toString('utf8', space + 1) };
}

/** What a file holds: its lines up to the first bad one, and how many bytes these are. */
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
    const line = end < 0 ? null : decodeLine(bytes.subarray(at, end));
    if (line === null) {
      requireUnsynced(path, bytes, at, lines.length);
      break;
    }
    lines.push(line.json);
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

/** Throws when a line after the bad one at `at`, before which there are `good`, says that it was synced. */
function requireUnsynced(path: string, bytes: Buffer, at: number, good: number): void {
  for (let end = bytes.indexOf(NEWLINE, at); end >= 0; ) {
    const next = bytes.indexOf(NEWLINE, end + 1);
    const later = next < 0 ? null : decodeLine(bytes.subarray(end + 1, next));
    if (later && later.syncedLines > good) throw new CorruptMetaLogError(path, good + 1);
    end = next;
  }
}

/** The lines of a log that nobody opens, and the bytes behind them that are no whole lines. */
export function readMetaLogFile(
  fileSystem: FileSystem,
  path: string,
): { readonly lines: readonly string[]; readonly tornBytes: number } {
  const { lines, wholeBytes } = readContent(fileSystem, path);
  return { lines, tornBytes: fileSystem.stat(path).size - wholeBytes };
}

/** An open metadata log. */
export class MetaLogFile {
  readonly #file: File;
  #size: number;
  #lines: number;
  #syncedLines: number;

  private constructor(file: File, size: number, lines: number) {
    this.#file = file;
    this.#size = size;
    this.#lines = lines;
    // What was read may still be in the page cache alone: the next sync covers it.
    this.#syncedLines = 0;
  }

  /** Opens or creates the log, cuts what a crash left, and hands out the lines that it holds. */
  static open(fileSystem: FileSystem, path: string): { log: MetaLogFile; lines: string[] } {
    const { lines, wholeBytes } = readContent(fileSystem, path);
    const file = fileSystem.open(path, 'write');
    if (file.size() > wholeBytes) file.truncate(wholeBytes);
    return { log: new MetaLogFile(file, wholeBytes, lines.length), lines };
  }

  /** Bytes in the file. */
  get size(): number {
    return this.#size;
  }

  /** Whether lines have been appended that the device may not have. */
  get needsSync(): boolean {
    return this.#syncedLines < this.#lines;
  }

  /** Appends lines into the page cache, in one write; they are durable after the next `sync`. */
  append(lines: readonly string[]): void {
    const syncedLines = this.#syncedLines;
    const bytes = Buffer.concat(lines.map((json) => encodeLine({ syncedLines, json })));
    try {
      this.#file.writeSync(bytes, this.#size);
    } catch (error) {
      // What a full disk took of it must not be read as a line that was accepted.
      this.#file.truncate(this.#size);
      throw error;
    }
    this.#size += bytes.length;
    this.#lines += lines.length;
  }

  /** Brings everything appended so far to the device, off the event loop. */
  async sync(): Promise<void> {
    const lines = this.#lines;
    await this.#file.sync();
    this.#syncedLines = lines;
  }

  close(): void {
    this.#file.close();
  }
}
