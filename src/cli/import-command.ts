// `klamm import`: from words to a report. The report goes to stdout; on a terminal, progress to stderr.

import { resolve } from 'node:path';
import { parseProperties } from '../broker/config/properties-file.ts';
import { StartError } from '../broker/start-error.ts';
import type { TransferProgress } from '../migration/file-transfer.ts';
import type { Acceptable } from '../migration/findings.ts';
import { ACCEPTABLE } from '../migration/findings.ts';
import { importKafka } from '../migration/import.ts';
import { describeImport } from '../migration/import-report.ts';
import { MigrationError } from '../migration/migration-error.ts';
import type { MigrationWorld } from '../migration/migration-world.ts';
import type { ImportRequest } from '../migration/prepare-import.ts';
import { StorageError } from '../platform/file-system.ts';
import { nodeClock, pause } from '../platform/node-clock.ts';
import { nodeFileSystem } from '../platform/node-file-system.ts';
import { kernelLockHolder } from '../platform/node-kernel-locks.ts';
import { nodeRandom } from '../platform/node-random.ts';
import type { ImportArguments } from './import-arguments.ts';

const DEFAULT_TARGET = './klamm-data';
const PROGRESS_INTERVAL_MS = 200;

/** Imports and reports. Throws MigrationError or StartError, with nothing changed, when it cannot. */
export async function runImport(given: ImportArguments): Promise<void> {
  const request = requestOf(given);
  const report = await importKafka(migrationWorld(), request).catch((error: unknown) => {
    throw asMigrationError(error);
  });
  process.stdout.write(given.json ? `${JSON.stringify(report)}\n` : describeImport(report));
  if (!given.json && !given.dryRun) {
    process.stdout.write(`klamm start --data ${given.data ?? DEFAULT_TARGET} serves it\n`);
  }
}

function requestOf(given: ImportArguments): ImportRequest {
  const { directories, config, data = DEFAULT_TARGET } = given;
  if (directories.length > 0 && config !== undefined) {
    throw new StartError('directories and --config exclude each other');
  }
  const sources = config === undefined ? directories : directoriesOf(config);
  if (sources.length === 0) {
    throw new StartError('import what? give the directories of an Apache Kafka node, or --config');
  }
  return {
    sources: sources.map((path) => resolve(path)),
    target: resolve(data),
    mode: given.link ? 'link' : given.copy ? 'copy' : 'auto',
    accept: new Set((given.accept ?? []).map(requireAcceptable)),
    without: new Set(given.without),
    dryRun: given.dryRun ?? false,
  };
}

/** `log.dirs` and `metadata.log.dir` of a node's configuration, each once. */
function directoriesOf(config: string): string[] {
  const entries = parseProperties(nodeFileSystem.readFile(config).toString('utf8'));
  const values = new Map(entries.map(({ key, value }) => [key, value.trim()]));
  const logDirs = values.get('log.dirs') ?? values.get('log.dir') ?? '/tmp/kafka-logs';
  const all = [values.get('metadata.log.dir') ?? '', ...logDirs.split(',')];
  return [...new Set(all.map((path) => path.trim()).filter(Boolean))];
}

function requireAcceptable(word: string): Acceptable {
  const known = ACCEPTABLE.find((candidate) => candidate === word);
  if (known) return known;
  throw new StartError(`--accept: there is no '${word}', there are ${ACCEPTABLE.join(', ')}`);
}

/** The real disk, as migrations use it. */
export function migrationWorld(): MigrationWorld {
  return {
    files: nodeFileSystem,
    clock: nodeClock,
    pause,
    random: nodeRandom,
    lockHolder: kernelLockHolder,
    onProgress: process.stderr.isTTY ? progressLine() : () => undefined,
  };
}

function progressLine(): (progress: TransferProgress) => void {
  let shownMs = 0;
  return ({ doneBytes, totalBytes }) => {
    const isDone = doneBytes === totalBytes;
    if (!isDone && nodeClock.monotonicMs() - shownMs < PROGRESS_INTERVAL_MS) return;
    shownMs = nodeClock.monotonicMs();
    const percent = totalBytes === 0 ? 100 : Math.floor((doneBytes / totalBytes) * 100);
    process.stderr.write(`\r${percent} % of ${totalBytes} bytes${isDone ? '\n' : ''}`);
  };
}

/** What the operating system refuses is the caller's to hear of, like a wrong directory. */
export function asMigrationError(error: unknown): unknown {
  return error instanceof StorageError
    ? new MigrationError(error.message, [], { cause: error })
    : error;
}
