// How the directories of partitions are named inside a log directory: `topic-N`; with a uuid and a suffix
// once they are to be deleted or belong to no topic any more.

import { assert } from '../base/assert.ts';

/** A partition by its topic's name and its index. */
export interface PartitionName {
  readonly topic: string;
  readonly index: number;
}

const DELETE_SUFFIX = '-delete';
const STRAY_SUFFIX = '-stray';
const FUTURE_SUFFIX = '-future';
/** As long as what stands behind a partition's name in that of its future directory. */
const FUTURE_END = `.${'0'.repeat(32)}${FUTURE_SUFFIX}`;
/** The longest name that file systems take. */
const MAX_NAME = 255;
const HOSTED = /^([a-zA-Z0-9._-]{1,249})-(0|[1-9]\d{0,9})$/;
const SET_ASIDE = /\.[0-9a-f]{32}-(delete|stray|future)$/;

export function partitionDirectoryName({ topic, index }: PartitionName): string {
  return `${topic}-${index}`;
}

/** The partition that a directory holds; null for any other name. */
export function parsePartitionDirectory(name: string): PartitionName | null {
  const match = SET_ASIDE.test(name) ? null : HOSTED.exec(name);
  return match ? { topic: match[1] as string, index: Number(match[2]) } : null;
}

/** The name of a partition's directory from the moment it is to be deleted; `id` is 16 random bytes. */
export function deletedDirectoryName(partition: PartitionName, id: Buffer): string {
  return setAside(partition, id, DELETE_SUFFIX);
}

/** The name of a directory whose topic is not this cluster's any more: kept, but not served. */
export function strayDirectoryName(partition: PartitionName, id: Buffer): string {
  return setAside(partition, id, STRAY_SUFFIX);
}

/** The name of a directory that will be a partition's own once it holds all that the present one does. */
export function futureDirectoryName(partition: PartitionName, id: Buffer): string {
  assert(canHaveFuture(partition), 'the name of a future directory is not cut: it is read again');
  return setAside(partition, id, FUTURE_SUFFIX);
}

/** Whether the name of the partition's topic leaves room for that of a future directory. */
export function canHaveFuture(partition: PartitionName): boolean {
  return partitionDirectoryName(partition).length <= MAX_NAME - FUTURE_END.length;
}

/** The partition of which a directory is the future one; null for any other name. */
export function parseFutureDirectory(name: string): PartitionName | null {
  if (!name.endsWith(FUTURE_SUFFIX) || !SET_ASIDE.test(name)) return null;
  return parsePartitionDirectory(name.replace(SET_ASIDE, ''));
}

export function isDeletedDirectory(name: string): boolean {
  return name.endsWith(DELETE_SUFFIX) && SET_ASIDE.test(name);
}

function setAside(partition: PartitionName, id: Buffer, suffix: string): string {
  const end = `.${id.toString('hex')}${suffix}`;
  return partitionDirectoryName(partition).slice(0, MAX_NAME - end.length) + end;
}
