// `meta.properties`: whose log directory this is. Written once; a directory of another cluster or node is
// refused rather than mixed up.

import type { Uuid } from '../base/uuid.ts';
import { parseUuid } from '../base/uuid.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { isNotFound } from '../platform/file-system.ts';

const FILE_NAME = 'meta.properties';
const VERSION = '1';

export interface MetaProperties {
  readonly clusterId: string;
  readonly nodeId: number;
  readonly directoryId: Uuid;
}

/** A log directory that is not this broker's to use; the message is one sentence for its user. */
export class LogDirectoryError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LogDirectoryError';
  }
}

/** What the directory says about itself; null when it is new. */
export function readMetaProperties(fileSystem: FileSystem, path: string): MetaProperties | null {
  const file = `${path}/${FILE_NAME}`;
  let text: string;
  try {
    text = fileSystem.readFile(file).toString('utf8');
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
  const values = parseLines(text);
  const clusterId = values.get('cluster.id');
  const nodeId = Number(values.get('node.id'));
  const directoryId = parseUuid(values.get('directory.id') ?? '');
  if (
    values.get('version') !== VERSION ||
    !clusterId ||
    !Number.isInteger(nodeId) ||
    !directoryId
  ) {
    throw new LogDirectoryError(`${file} is not the meta.properties of a broker, version 1`);
  }
  return { clusterId, nodeId, directoryId };
}

export function writeMetaProperties(
  fileSystem: FileSystem,
  path: string,
  { clusterId, nodeId, directoryId }: MetaProperties,
): void {
  const lines = [
    '#',
    `cluster.id=${clusterId}`,
    `directory.id=${directoryId}`,
    `node.id=${nodeId}`,
    `version=${VERSION}`,
    '',
  ];
  fileSystem.writeFileAtomic(`${path}/${FILE_NAME}`, Buffer.from(lines.join('\n')));
}

function parseLines(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*([^#!\s=][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
    if (match) values.set(match[1] as string, match[2] as string);
  }
  return values;
}
