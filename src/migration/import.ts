// Brings the data of a stopped Apache Kafka node into an empty directory, which a Klamm then serves. Reads
// its directories and never writes to them. Invariant: the new directory is whole or says that it is not:
// what a killed import has left is marked, no broker starts on it, and the next try begins anew.

import { readMetaProperties } from '../log/meta-properties.ts';
import { requireStopped, traceOf } from './directory-in-use.ts';
import type { ImportReport } from './import-report.ts';
import { reportOf } from './import-report.ts';
import { openKafkaDirectories } from './kafka-directory.ts';
import { MigrationError } from './migration-error.ts';
import type { MigrationWorld } from './migration-world.ts';
import { requireNewDirectory } from './new-directory.ts';
import type { ImportRequest } from './prepare-import.ts';
import { prepareImport } from './prepare-import.ts';
import { recognizeDirectory } from './recognize-directory.ts';
import { writeImport } from './write-import.ts';

/** Imports; throws MigrationError with nothing changed when that cannot be done. */
export async function importKafka(
  world: MigrationWorld,
  request: ImportRequest,
): Promise<ImportReport> {
  const { files } = world;
  requireSources(world, request);
  requireNewDirectory(files, request.target);
  await requireStopped(world, request.sources);
  const traces = request.sources.map((path) => traceOf(files, path).text);
  const prepared = prepareImport(files, request);
  if (request.dryRun) return reportOf(prepared, null);
  const written = await writeImport(world, prepared, () => {
    const isTouched = request.sources.some((path, at) => traceOf(files, path).text !== traces[at]);
    if (isTouched) throw new MigrationError('an Apache Kafka was started on the data meanwhile');
  });
  return reportOf(prepared, written);
}

/**
 * Imports unless the target holds the data of this very node already, from an earlier time: then null. So
 * a command that imports and serves can be given again.
 */
export async function importOnce(
  world: MigrationWorld,
  request: ImportRequest,
): Promise<ImportReport | null> {
  const { files } = world;
  if (recognizeDirectory(files, request.target) !== 'klamm') return importKafka(world, request);
  const [source] = openKafkaDirectories(files, request.sources);
  const held = readMetaProperties(files, request.target);
  if (held?.clusterId === source.clusterId && held.nodeId === source.nodeId) return null;
  throw new MigrationError(
    `${request.target} holds the data of another cluster or node than ${source.path}: an import needs a new or empty directory (--data)`,
  );
}

function requireSources({ files }: MigrationWorld, { sources, target }: ImportRequest): void {
  for (const path of sources) {
    const kind = recognizeDirectory(files, path);
    if (path === target) throw new MigrationError(`${path} cannot be both source and target`);
    if (!files.exists(path)) throw new MigrationError(`${path} does not exist`);
    if (kind === 'klamm')
      throw new MigrationError(
        `${path} is a directory of Klamm already: klamm start --data ${path} serves it`,
      );
    if (kind === 'unfinished')
      throw new MigrationError(`${path} holds an import that was not finished`);
  }
  const twice = sources.find((path, at) => sources.indexOf(path) !== at);
  if (twice !== undefined) throw new MigrationError(`${twice} is given twice`);
}
