// `klamm check` as a user runs it, over a broker's data directory.

import { execFile } from 'node:child_process';
import path from 'node:path';
import { pinnedNode, repositoryRoot } from '../support/paths.ts';

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

export interface Checked {
  /** How much was looked at. */
  readonly extent: string;
  /** Whatever was found, also notes where nothing was cleaned away. */
  readonly findings: readonly string[];
}

/** Runs the command and reads its JSON. */
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
    findings: findings
      .filter(({ severity, rule, file }) => severity !== 'note' || !isExpected(rule, file))
      .map(
        ({ severity, file, position, rule, message }) =>
          `${severity} ${path.relative(directory, file)}:${position ?? ''} ${message} [${rule}]`,
      ),
  };
}

/** What the cleaner leaves behind, and what nobody can tell any more once it has been there. */
function isExpected(rule: string, file: string): boolean {
  return rule === 'leftover' || /compacted|__consumer_offsets|__transaction_state/.test(file);
}
