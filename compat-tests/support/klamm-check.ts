// `klamm check` as a user runs it, over a broker's data directory.

import { execFile } from 'node:child_process';
import path from 'node:path';
import { pinnedNode, repositoryRoot } from './paths.ts';

interface CheckDocument {
  readonly checked: readonly { partitions: number; segments: number; batches: number }[];
  readonly findings: readonly {
    severity: string;
    file: string;
    position: number | null;
    rule: string;
    message: string;
  }[];
}

/** A finding in a line. */
export interface CheckFinding {
  readonly isNote: boolean;
  readonly rule: string;
  readonly file: string;
  readonly line: string;
}

export interface Checked {
  /** How much was looked at. */
  readonly extent: string;
  readonly findings: readonly CheckFinding[];
}

/** Runs the command and reads its JSON. `isLive`: a broker is using the directory. */
export async function checkDirectory(directory: string, isLive = false): Promise<Checked> {
  const main = path.join(repositoryRoot, 'src/cli/main.ts');
  const words = [main, 'check', '--json', ...(isLive ? ['--live'] : []), directory];
  const output = await new Promise<string>((resolve, reject) => {
    const options = { maxBuffer: 64 * 1024 * 1024 };
    execFile(pinnedNode, words, options, (error, stdout, stderr) => {
      if (stdout === '') reject(error ?? new Error(stderr));
      else resolve(stdout);
    });
  });
  const { checked, findings }: CheckDocument = JSON.parse(output);
  const [{ partitions, segments, batches } = { partitions: 0, segments: 0, batches: 0 }] = checked;
  return {
    extent: `${partitions} partitions, ${segments} segments, ${batches} batches`,
    findings: findings.map(({ severity, file, position, rule, message }) => {
      const place = `${path.relative(directory, file)}:${position ?? ''}`;
      const line = `${severity} ${place} ${message} [${rule}]`;
      return { isNote: severity === 'note', rule, file, line };
    }),
  };
}
