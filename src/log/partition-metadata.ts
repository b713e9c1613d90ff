// `partition.metadata`: which topic a partition directory belongs to, for a topic may be deleted and made
// again under the same name (KIP-516).

import type { Uuid } from '../base/uuid.ts';
import { parseUuid } from '../base/uuid.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { isNotFound } from '../platform/file-system.ts';
import type { OpenFiles } from './open-files.ts';
import { replaceLogFile } from './plain-file.ts';

const FILE_NAME = 'partition.metadata';

/** The topic that a partition directory belongs to; null when it does not say, or not legibly. */
export function readTopicId(fileSystem: FileSystem, directory: string): Uuid | null {
  try {
    const text = fileSystem.readFile(`${directory}/${FILE_NAME}`).toString('utf8');
    const match = /^version: *0\s+topic_id: *(\S+)\s*$/.exec(text);
    return match?.[1] ? parseUuid(match[1]) : null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

export function writeTopicId(files: OpenFiles, directory: string, topicId: Uuid): void {
  const text = `version: 0\ntopic_id: ${topicId}`;
  replaceLogFile(files, `${directory}/${FILE_NAME}`, Buffer.from(text));
}
