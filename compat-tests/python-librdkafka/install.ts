// Brings confluent-kafka into a virtual environment of Python below the cache, once per version.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory } from '../support/paths.ts';

const directory = path.join(cacheDirectory, 'python-librdkafka');
const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));

/** A Python that can import confluent_kafka, or why there is none. */
export function installedPython(): { readonly command: string } | { readonly missing: string } {
  const command = path.join(directory, 'bin/python');
  const stamp = path.join(directory, '.installed');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { command };
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(cacheDirectory, { recursive: true });
  const steps: readonly (readonly [string, ...string[]])[] = [
    ['python3', '-m', 'venv', directory],
    [command, '-m', 'pip', 'install', '--quiet', '--only-binary', ':all:', '-r', requirements],
  ];
  for (const [program, ...args] of steps) {
    const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
    if (status !== 0) return { missing: `${program} ${args.join(' ')} failed: ${error ?? stderr}` };
  }
  writeFileSync(stamp, wanted);
  return { command };
}
