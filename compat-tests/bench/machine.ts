// What the figures of a run belong to: the machine and the versions of everything on it.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
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

/** How much of the memory that nobody uses is touched; the rest is for those who start meanwhile. */
const TOUCHED_SHARE = 0.8;
const TOUCHED_AT_ONCE = 256 * 1024 * 1024;

/** Writes to free memory once and gives it back, so that a hypervisor has handed it out. */
export function touchFreeMemory(): void {
  const free = Number(/^MemFree:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]);
  const pieces = Math.floor((free * 1024 * TOUCHED_SHARE) / TOUCHED_AT_ONCE);
  const touch = `const kept = [];
    for (let i = 0; i < ${pieces}; i++) kept.push(Buffer.alloc(${TOUCHED_AT_ONCE}, 1));`;
  execFileSync(pinnedNode, ['-e', touch]);
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
