// What `klamm start` makes of the data directory before a broker touches it: that it is Klamm's, whose it
// is, and, when asked to, that the data of an Apache Kafka is brought into it first.

import { resolve } from 'node:path';
import type { StartConfig } from '../broker/config/start-config.ts';
import { StartError } from '../broker/start-error.ts';
import { describeFinding } from '../migration/findings.ts';
import { nodeOfDirectory, recognizeDirectory } from '../migration/recognize-directory.ts';
import type { Logger } from '../platform/logger.ts';
import { nodeFileSystem } from '../platform/node-file-system.ts';

/** The node whose data is in these directories, null for new ones. Throws StartError when it is not Klamm's. */
export function requireOwnData(directories: readonly string[]): number | null {
  const kinds = directories.map((path) => recognizeDirectory(nodeFileSystem, path));
  for (const [at, path] of directories.entries()) {
    const kind = kinds[at];
    if (kind === 'kafka') throw new StartError(foreign(path));
    if (kind === 'unfinished') throw new StartError(unfinished(path));
    if (kind === 'partitions' && !kinds.includes('klamm')) throw new StartError(headless(path));
  }
  const owner = directories[kinds.indexOf('klamm')];
  return owner === undefined ? null : nodeOfDirectory(nodeFileSystem, owner);
}

function foreign(path: string): string {
  return `${path} holds the data of an Apache Kafka: \`klamm import ${path} --data ./klamm-data\` brings it into a directory of Klamm, \`klamm start --import ${path}\` does that and serves it`;
}

function unfinished(path: string): string {
  return `${path} holds an import or export that was not finished: \`klamm import\` with --data ${path} begins an import anew`;
}

function headless(path: string): string {
  return `${path} holds partitions, and none of the directories their metadata: of a Klamm with several, one is missing; those of an Apache Kafka are brought over by \`klamm import\``;
}

/** Brings the data of a stopped Apache Kafka into the data directory, unless that was done before. */
export async function importBeforeStart(
  directories: readonly string[],
  config: StartConfig,
  logger: Logger,
): Promise<void> {
  if (config.memory) throw new StartError('--import and --memory exclude each other');
  // Loaded when it is needed: a start that imports nothing should not pay for it.
  const [{ importOnce }, { asMigrationError, migrationWorld }] = await Promise.all([
    import('../migration/import.ts'),
    import('./import-command.ts'),
  ]);
  const [target = ''] = config.logDirectories;
  const request = {
    sources: directories.map((path) => resolve(path)),
    target: resolve(target),
    mode: 'auto',
    accept: new Set<never>(),
    without: new Set<never>(),
    dryRun: false,
  } as const;
  const report = await importOnce(migrationWorld(), request).catch((error: unknown) => {
    throw asMigrationError(error);
  });
  if (report === null) {
    logger.info({ from: request.sources }, 'imported before: served as it is');
    return;
  }
  const { topics, partitions, written, notices } = report;
  logger.info({ from: request.sources, topics, partitions, ...written }, 'imported');
  for (const notice of notices) logger.warn({}, describeFinding(notice));
}
