// The Java side of the suites: brings the official jars and the harness classes into the cache once,
// and gives the flags with which a JVM starts quickly on a small machine.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheDirectory, repositoryRoot } from './paths.ts';

const sources = path.join(repositoryRoot, 'compat-tests/jvm');
const jars = path.join(cacheDirectory, 'jars');
const classes = path.join(cacheDirectory, 'classes');

/** Why the Java suites cannot run on this machine; undefined when they can. */
export function whyNoJava(): string | undefined {
  for (const [tool, flag] of [
    ['javac', '-version'],
    ['mvn', '-version'],
  ] as const) {
    try {
      execFileSync(tool, [flag], { stdio: 'ignore' });
    } catch {
      return `${tool} is not installed (a JDK 17 and Maven are needed)`;
    }
  }
  return undefined;
}

/** The start of a `java` command line; `log` names one of the log4j2 files beside the sources. */
export function javaArguments(log: 'broker' | 'tools', heap: string): string[] {
  prepareJava();
  const archive = path.join(cacheDirectory, `${log}.jsa`);
  return [
    ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto', `-Xmx${heap}`],
    ...(existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`] : []),
    `-Dlog4j2.configurationFile=${path.join(sources, `log4j2-${log}.properties`)}`,
    ...['-cp', classPath()],
  ];
}

/**
 * The start of a `java` command line with the flags that Apache Kafka's own scripts give every JVM
 * (kafka-run-class.sh), for measurements; the heap and what else is special come from the caller.
 */
export function shippedJvmArguments(log: 'broker' | 'tools', special: readonly string[]): string[] {
  prepareJava();
  return [
    ...special,
    ...['-server', '-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20'],
    ...['-XX:InitiatingHeapOccupancyPercent=35', '-XX:+ExplicitGCInvokesConcurrent'],
    ...['-Djava.awt.headless=true', '-Dcom.sun.management.jmxremote'],
    ...['-Dcom.sun.management.jmxremote.authenticate=false'],
    '-Dcom.sun.management.jmxremote.ssl=false',
    `-Dlog4j2.configurationFile=${path.join(sources, `log4j2-${log}.properties`)}`,
    ...['-cp', classPath()],
  ];
}

function classPath(): string {
  const names = readdirSync(jars).sort();
  return [classes, ...names.map((name) => path.join(jars, name))].join(':');
}

let prepared = false;

/** Fetches the jars and compiles the harness, unless an earlier run has done it. One process at a time. */
export function prepareJava(): void {
  if (prepared) return;
  fetchJars();
  compile();
  prepared = true;
}

function fetchJars(): void {
  const stamp = path.join(jars, '.complete');
  const pom = path.join(sources, 'pom.xml');
  if (isNewer(stamp, pom)) return;
  mkdirSync(jars, { recursive: true });
  execFileSync(
    'mvn',
    [
      ...['-q', '-B', '-f', pom, 'dependency:copy-dependencies'],
      ...['-DincludeScope=runtime', `-DoutputDirectory=${jars}`],
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  writeFileSync(stamp, '');
}

function compile(): void {
  const stamp = path.join(classes, '.complete');
  const files = readdirSync(sources)
    .filter((name) => name.endsWith('.java'))
    .map((name) => path.join(sources, name));
  if (files.every((file) => isNewer(stamp, file))) return;
  mkdirSync(classes, { recursive: true });
  execFileSync('javac', ['-nowarn', '-cp', path.join(jars, '*'), '-d', classes, ...files], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  writeFileSync(stamp, '');
}

function isNewer(file: string, than: string): boolean {
  return existsSync(file) && statSync(file).mtimeMs >= statSync(than).mtimeMs;
}
