// A checkpoint of one offset for each partition of a log directory: recovery points, log start offsets,
// high watermarks. What is not in memory is kept as it was read, for most logs are not opened in a run.

import type { FileSystem } from '../platform/file-system.ts';
import { isNotFound } from '../platform/file-system.ts';
import { formatCheckpoint, parseCheckpoint, parseCheckpointNumber } from './checkpoint-file.ts';
import type { PartitionName } from './partition-name.ts';
import { partitionDirectoryName } from './partition-name.ts';
import { replaceFile } from './plain-file.ts';

interface Entry extends PartitionName {
  offset: number;
}

export class OffsetCheckpoint {
  readonly #fileSystem: FileSystem;
  readonly path: string;
  readonly #entries = new Map<string, Entry>();
  #isChanged = false;
  /** Whether the file is on the device as it was read or written last. */
  #isDurable = false;

  constructor(fileSystem: FileSystem, path: string) {
    this.#fileSystem = fileSystem;
    this.path = path;
  }

  /** Reads the file; returns false when it is damaged, and nothing is known then. */
  load(): boolean {
    let content: Buffer;
    try {
      content = this.#fileSystem.readFile(this.path);
    } catch (error) {
      if (isNotFound(error)) return true;
      throw error;
    }
    const entries = parseCheckpoint(content, 3)?.map(parseEntry);
    if (!entries) return false;
    if (entries.includes(null)) return false;
    for (const entry of entries) if (entry) this.#entries.set(partitionDirectoryName(entry), entry);
    return true;
  }

  get(partition: PartitionName): number | undefined {
    return this.#entries.get(partitionDirectoryName(partition))?.offset;
  }

  set(partition: PartitionName, offset: number): void {
    const name = partitionDirectoryName(partition);
    const entry = this.#entries.get(name);
    if (entry?.offset === offset) return;
    if (entry) entry.offset = offset;
    else this.#entries.set(name, { topic: partition.topic, index: partition.index, offset });
    this.#isChanged = true;
  }

  delete(partition: PartitionName): void {
    if (this.#entries.delete(partitionDirectoryName(partition))) this.#isChanged = true;
  }

  /** Writes the file when something has changed; durably only when told, for that waits for the device. */
  write({ durably = false } = {}): void {
    const isDue = this.#isChanged || (durably && !this.#isDurable && this.#entries.size > 0);
    if (!isDue) return;
    const lines = [...this.#entries.values()].map(({ topic, index, offset }) => [
      topic,
      index,
      offset,
    ]);
    const content = formatCheckpoint(lines);
    if (durably) this.#fileSystem.writeFileAtomic(this.path, content);
    else replaceFile(this.#fileSystem, this.path, content);
    this.#isChanged = false;
    this.#isDurable = durably;
  }
}

function parseEntry([topic, second, third]: string[]): Entry | null {
  const index = parseCheckpointNumber(second);
  const offset = parseCheckpointNumber(third);
  return topic && index !== null && offset !== null ? { topic, index, offset } : null;
}
