// `meta.properties`: whose log directory this is. Written once; a directory of another cluster or node is
// refused rather than mixed up. Version 0, which brokers before KRaft wrote, is read as well.

import type { Uuid } from '../base/uuid.ts';
import { parseUuid } from '../base/uuid.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { isNotFound } from '../platform/file-system.ts';

const FILE_NAME = 'meta.properties';
const VERSION = '1';
/** The versions that are read, with the name that each gives the node's id. */
const NODE_ID_KEYS: Readonly<Record<string, string>> = { 0: 'broker.id', 1: 'node.id' };

export interface MetaProperties {
  readonly clusterId: string;
  readonly nodeId: number;
  readonly directoryId: Uuid;
}

/** What a file says; null stands for what it leaves out. */
export interface FoundMetaProperties {
  readonly clusterId: string | null;
  readonly nodeId: number | null;
  readonly directoryId: Uuid | null;
}

/** A log directory that is not this broker's to use; the message is one sentence for its user. */
export class LogDirectoryError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LogDirectoryError';
  }
}

/** What the directory says about itself; null when it is new. */
export function readMetaProperties(
  fileSystem: FileSystem,
  path: string,
): FoundMetaProperties | null {
  const file = `${path}/${FILE_NAME}`;
  let text: string;
  try {
    text = fileSystem.readFile(file).toString('utf8');
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
  const values = parseLines(text);
  const nodeIdKey = NODE_ID_KEYS[values.get('version') ?? ''];
  const nodeId = Number(values.get(nodeIdKey ?? '') ?? Number.NaN);
  const clusterId = values.get('cluster.id') ?? null;
  // Version 0 may leave out whose it is; version 1 may not.
  const isWhole = values.get('version') === '0' || (clusterId !== null && Number.isInteger(nodeId));
  if (nodeIdKey === undefined || !isWhole) {
    throw new LogDirectoryError(`${file} is not the meta.properties of a broker, version 0 or 1`);
  }
  return {
    clusterId,
    nodeId: Number.isInteger(nodeId) ? nodeId : null,
    directoryId: directoryIdIn(values, file),
  };
}

function directoryIdIn(values: ReadonlyMap<string, string>, file: string): Uuid | null {
  const text = values.get('directory.id');
  if (text === undefined) return null;
  const id = parseUuid(text);
  if (id === null) throw new LogDirectoryError(`${file}: directory.id=${text} is not an id`);
  return id;
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
