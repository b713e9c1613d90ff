// Where the metadata of this node are: where `metadata.log.dir` says, or else in the log directory that has
// them already, or else in the first. A broker that overlooked its metadata would begin anew and set all of
// its partitions aside, so it does not start where there is any doubt.

import { resolve } from 'node:path';
import { claimDirectories } from '../log/directory-claims.ts';
import type { LogManager } from '../log/log-manager.ts';
import { META_LOG_FILE } from '../metadata/meta-log.ts';
import type { FileSystem } from '../platform/file-system.ts';
import type { BrokerOptions } from './broker-options.ts';
import type { Closers } from './closers.ts';
import { StartError } from './start-error.ts';

/** The path of the metadata's directory, which is this broker's: a log directory, or claimed like one. */
export function openMetadataDirectory(
  options: BrokerOptions,
  logs: LogManager,
  closers: Closers,
): string {
  const { platform, metadataDirectory } = options;
  const holders = logs.directories
    .map(({ path }) => path)
    .filter((path) => holdsMetadata(platform.files, path));
  if (metadataDirectory === undefined) return amongLogs(logs, holders);
  const path = resolve(metadataDirectory);
  const status = logs.statuses().find((each) => each.path === path);
  if (status?.failure) throw unusable(path, status.failure.message);
  if (!status) claim(path, options, { logs, closers });
  const [elsewhere] = holders;
  if (elsewhere === undefined || holdsMetadata(platform.files, path)) return path;
  throw new StartError(
    `metadata.log.dir=${path} holds no ${META_LOG_FILE}, but ${elsewhere} does: move it there`,
  );
}

function amongLogs(logs: LogManager, holders: readonly string[]): string {
  const [holder, another] = holders;
  if (another !== undefined) {
    throw new StartError(
      `${holders.join(' and ')} each hold a ${META_LOG_FILE}: name the right one in metadata.log.dir`,
    );
  }
  if (holder !== undefined) return holder;
  const statuses = logs.statuses();
  for (const { path, failure } of statuses) if (failure) throw unusable(path, failure.message);
  return statuses[0]?.path ?? '';
}

const unusable = (path: string, reason: string): StartError =>
  new StartError(`the metadata directory ${path} cannot be used: ${reason}`);

const holdsMetadata = (files: FileSystem, path: string): boolean =>
  files.exists(`${path}/${META_LOG_FILE}`);

function claim(
  path: string,
  { platform, nodeId }: BrokerOptions,
  { logs, closers }: { readonly logs: LogManager; readonly closers: Closers },
): void {
  const { files: fileSystem, random } = platform;
  const { clusterId } = logs;
  const { claims, unusable: failed } = claimDirectories([path], {
    fileSystem,
    random,
    nodeId,
    clusterId,
  });
  for (const { failure } of failed) throw unusable(path, failure.message);
  for (const { lock } of claims) closers.add(() => lock.release());
}
