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
    system: `${os.type()} ${/^[\d.]+/.exec(os.release())?.[0]} ${os.arch()}, ${virtualization()}`,
  };
}

/** Whether there is a hypervisor below, as the processor says. */
function virtualization(): string {
  const isGuest = /^flags\s*:.*\bhypervisor\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'));
  return isGuest ? 'a virtual machine' : 'no virtual machine';
}

export function versionsHere(): Record<string, string> {
  return {
    Klamm: `${packageJson.version} (${firstLine('git', ['rev-parse', '--short', 'HEAD'])})`,
    Node: firstLine(pinnedNode, ['--version']),
    'Apache Kafka': kafkaVersion(),
    Java: firstLine('java', ['-version']),
    kcat: firstLine('kcat', ['-V'], /Version \S+/),
    librdkafka: firstLine('kcat', ['-V'], /librdkafka [\d.]*\d/),
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
