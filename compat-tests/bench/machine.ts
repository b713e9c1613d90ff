// What the figures of a run belong to: the machine and the versions of everything on it.

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { cacheDirectory, pinnedNode } from '../support/paths.ts';
import type { Machine } from './results.ts';

export function thisMachine(): Machine {
  const cpus = os.cpus();
  return {
    processor: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memoryGigabytes: Math.round(os.totalmem() / 1e9),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
  };
}

export function versionsHere(): Record<string, string> {
  return {
    Klamm: `${packageJson.version} (${firstLine('git', ['rev-parse', '--short', 'HEAD'])})`,
    Node: firstLine(pinnedNode, ['--version']),
    'Apache Kafka': kafkaVersion(),
    Java: firstLine('java', ['-version']),
    kcat: firstLine('kcat', ['-V'], /Version \S+ .*librdkafka [\d.]+/),
  };
}

function kafkaVersion(): string {
  const jars = readdirSync(path.join(cacheDirectory, 'jars'));
  return jars.map((name) => /^kafka_[\d.]+-(.+)\.jar$/.exec(name)?.[1]).find(Boolean) ?? 'unknown';
}

/** The first line that a command prints, or the first that matches; java prints its version as an error. */
function firstLine(command: string, args: readonly string[], pattern = /.+/): string {
  try {
    const output = execFileSync(command, [...args], { stdio: 'pipe', encoding: 'utf8' });
    return pattern.exec(output || firstErrorLine(command, args))?.[0] ?? 'unknown';
  } catch {
    return 'not installed';
  }
}

function firstErrorLine(command: string, args: readonly string[]): string {
  return execFileSync('/bin/sh', ['-c', '"$0" "$@" 2>&1', command, ...args], { encoding: 'utf8' });
}
