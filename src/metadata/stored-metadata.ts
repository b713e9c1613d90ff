// What a metadata log says, read without opening it: for a check of a data directory while no broker, or
// another one, has it.

import type { Uuid } from '../base/uuid.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { META_LOG_FILE } from './meta-log.ts';
import { readMetaLogFile } from './meta-log-file.ts';
import { replayLines } from './meta-log-records.ts';
import type { ConfigRecord, TopicNameRecord } from './metadata-records.ts';
import { configRecordKey, decodeRecord, topicNameKey } from './metadata-records.ts';

/** A topic as the metadata log knows it. */
export interface StoredTopic {
  readonly topicId: Uuid;
  /** The configs that are set for it. */
  readonly configs: Readonly<Record<string, string>>;
}

export class StoredMetadata {
  /** Bytes at the end of the log that are no whole line: what a crash leaves. */
  readonly tornBytes: number;
  readonly #values: ReadonlyMap<string, string>;

  private constructor(values: ReadonlyMap<string, string>, tornBytes: number) {
    this.#values = values;
    this.tornBytes = tornBytes;
  }

  /**
   * Reads the log in this directory; null when there is none. Throws CorruptMetaLogError, and other errors
   * when its lines make no sense.
   */
  static read(fileSystem: FileSystem, directory: string): StoredMetadata | null {
    const path = `${directory}/${META_LOG_FILE}`;
    if (!fileSystem.exists(path)) return null;
    const { lines, tornBytes } = readMetaLogFile(fileSystem, path);
    const { entries } = replayLines(lines);
    const values = [...entries.values()].map(({ key, value }) => [key, value] as const);
    return new StoredMetadata(new Map(values), tornBytes);
  }

  /** The topic of this name; null when there is none. */
  topic(name: string): StoredTopic | null {
    const key = topicNameKey(name);
    const value = this.#values.get(key);
    if (value === undefined) return null;
    const { id } = decodeRecord<TopicNameRecord>(key, value);
    const configKey = configRecordKey({ type: 'topic', name });
    const configs = this.#values.get(configKey);
    const { values } = configs ? decodeRecord<ConfigRecord>(configKey, configs) : { values: {} };
    return { topicId: id, configs: values };
  }
}
