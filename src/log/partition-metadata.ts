// `partition.metadata`: which topic a partition directory belongs to, for a topic may be deleted and made
// again under the same name (KIP-516).

import type { Uuid } from '../base/uuid.ts';
import { parseUuid } from '../base/uuid.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { isNotFound } from '../platform/file-system.ts';
import type { OpenFiles } from './open-files.ts';
import { createLogFile, replaceLogFile } from './plain-file.ts';

export const PARTITION_METADATA_FILE = 'partition.metadata';

/** The topic that a partition directory belongs to; null when it does not say, or not legibly. */
export function readTopicId(fileSystem: FileSystem, directory: string): Uuid | null {
  try {
    const text = fileSystem.readFile(`${directory}/${PARTITION_METADATA_FILE}`).toString('utf8');
    const match = /^version: *0\s+topic_id: *(\S+)\s*$/.exec(text);
    return match?.[1] ? parseUuid(match[1]) : null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** Says whose a directory is that was just made, or is another topic's by mistake. */
export function writeTopicId(
  files: OpenFiles,
  directory: string,
  { topicId, isNew }: { readonly topicId: Uuid; readonly isNew: boolean },
): void {
  const path = `${directory}/${PARTITION_METADATA_FILE}`;
  const content = topicIdContent(topicId);
  if (!isNew) replaceLogFile(files, path, content);
  // All partitions of a topic have the same: one inode instead of thousands, at a third of the time.
  // Its content is synced with the partition that it was written for.
  else if (files.twins.link(topicId, path)) files.syncs.changed(directory);
  else createLogFile(files, path, content);
}

/** The content of the file. */
export function topicIdContent(topicId: Uuid): Buffer {
  return Buffer.from(`version: 0\ntopic_id: ${topicId}`);
}
