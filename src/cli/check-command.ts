// `klamm check`: says what is wrong in log directories, partitions and segments, and changes nothing. The
// findings go to stdout, one a line or as JSON; progress goes to stderr, on a terminal only. Exit code 0:
// nothing is wrong; 1: something is; 2: it could not be checked.

import { relative } from 'node:path';
import type { Finding, StorageReport } from '../broker/check-storage.ts';
import {
  checkStorage,
  Findings,
  findMetadata,
  logDirectoryOf,
  NothingToCheckError,
} from '../broker/check-storage.ts';
import { StorageError } from '../platform/file-system.ts';
import { nodeClock } from '../platform/node-clock.ts';
import { nodeFileSystem } from '../platform/node-file-system.ts';
import type { CheckArguments } from './check-arguments.ts';
import { ProgressLine } from './progress-line.ts';

const MEBIBYTE = 1024 * 1024;
const SOUND = 0;
const WRONG = 1;
const NOT_CHECKED = 2;

/** Checks what is at these paths; returns the exit code. */
export function runCheck(paths: readonly string[], options: CheckArguments): number {
  const findings = new Findings();
  const progress = new ProgressLine(process.stderr, nodeClock);
  let checked = 0;
  const onProgress = (bytes: number): void => {
    checked += bytes;
    progress.show(() => `${Math.floor(checked / MEBIBYTE)} MiB checked`);
  };
  const reports: StorageReport[] = [];
  try {
    const metadata = findMetadata(nodeFileSystem, paths, findings);
    for (const path of paths) {
      const isLive = requireUnused(path, options.live ?? false);
      const check = { isLive, findings, metadata, onProgress };
      reports.push(checkStorage(nodeFileSystem, path, check));
    }
  } catch (error) {
    progress.clear();
    if (!(error instanceof NothingToCheckError || error instanceof StorageError)) throw error;
    process.stderr.write(`klamm: ${error.message}\n`);
    return NOT_CHECKED;
  }
  progress.clear();
  process.stdout.write(options.json ? asJson(findings, reports) : asText(findings, reports));
  const wrong = findings.count('error') + (options.strict ? findings.count('warning') : 0);
  return wrong > 0 ? WRONG : SOUND;
}

/** Whether a broker uses what is at this path, which has to be known: what it writes meanwhile looks torn. */
function requireUnused(path: string, isAllowed: boolean): boolean {
  const directory = logDirectoryOf(nodeFileSystem, path);
  const holder = directory === null ? null : nodeFileSystem.directoryHolder(directory);
  if (holder === null) return false;
  if (isAllowed) return true;
  const who = holder.pid === null ? 'a broker' : `a broker (process ${holder.pid})`;
  throw new NothingToCheckError(path, `${who} is using it; --live checks it all the same`);
}

function asJson(findings: Findings, reports: readonly StorageReport[]): string {
  const document = {
    errors: findings.count('error'),
    warnings: findings.count('warning'),
    notes: findings.count('note'),
    checked: reports.map(({ path, kind, partitions, segments, batches }) => {
      return { path, kind, partitions, segments, batches };
    }),
    findings: findings.all,
    omitted: findings.omitted,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function asText(findings: Findings, reports: readonly StorageReport[]): string {
  const lines = findings.all.map(lineOf);
  if (findings.omitted > 0) lines.push(`… and ${findings.omitted} more of the same kinds`);
  for (const { path, kind, partitions, segments, batches } of reports) {
    const extent = [
      ...(partitions > 0 ? [counted(partitions, 'partition')] : []),
      counted(segments, 'segment'),
      counted(batches, 'batch', 'batches'),
    ];
    lines.push(`${shown(path)} (${kind}): ${extent.join(', ')}`);
  }
  const { errors, warnings, notes } = {
    errors: findings.count('error'),
    warnings: findings.count('warning'),
    notes: findings.count('note'),
  };
  lines.push(
    `${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${counted(notes, 'note')}`,
  );
  return `${lines.join('\n')}\n`;
}

function lineOf({ severity, file, position, offset, message, rule }: Finding): string {
  const at = position === null ? '' : `:${position}`;
  const where = offset === null ? '' : ` (offset ${offset})`;
  return `${severity.padEnd(7)} ${shown(file)}${at}${where}: ${message} [${rule}]`;
}

/** As the user would type it from where they are, when that is shorter. */
function shown(path: string): string {
  const fromHere = relative(process.cwd(), path) || '.';
  return fromHere.length < path.length ? fromHere : path;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
