// Brings the modules into the cache, once per version: each with the package manager of its language.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheDirectory } from '../support/paths.ts';
import type { Program } from './module-run.ts';

type Command = readonly [string, ...string[]];

/** How Testcontainers for Node is run, with these words. */
export function nodeProgram(...words: string[]): Program {
  const directory = installed('node', 'package.json', [
    ['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'],
  ]);
  return { command: [process.execPath, path.join(directory, 'start.mjs'), ...words] };
}

/** How Testcontainers for Python is run, with these words. */
export function pythonProgram(...words: string[]): Program {
  const directory = installed('python', 'requirements.txt', [
    ['python3', '-m', 'venv', 'venv'],
    ['venv/bin/python', '-m', 'pip', 'install', '--quiet', '-r', 'requirements.txt'],
  ]);
  const python = path.join(directory, 'venv/bin/python');
  return { command: [python, '-B', path.join(directory, 'start.py'), ...words] };
}

/** How Testcontainers for Java is run, with these words. */
export function javaProgram(...words: string[]): Program {
  const directory = installed('java', 'pom.xml', [
    ['mvn', '-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=jars'],
    ['javac', '-nowarn', '-cp', 'jars/*', 'Start.java'],
  ]);
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx256m'];
  const classPath = `${directory}:${directory}/jars/*`;
  return { command: ['java', ...flags, '-cp', classPath, 'Start', ...words] };
}

/** Why a module cannot be installed here; undefined when it can. */
export function whyNot(...tools: string[]): string | undefined {
  return tools.find((tool) => {
    const found = (process.env.PATH ?? '')
      .split(':')
      .some((folder) => existsSync(`${folder}/${tool}`));
    return !found;
  });
}

function installed(language: string, versions: string, steps: readonly Command[]): string {
  const source = path.join(import.meta.dirname, language);
  const directory = path.join(cacheDirectory, 'containers', language);
  const stamp = path.join(directory, '.installed');
  const wanted = readFileSync(path.join(source, versions), 'utf8');
  const isThere = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (!isThere) rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  cpSync(source, directory, { recursive: true });
  if (isThere) return directory;
  for (const [program, ...words] of steps) {
    const command = path.resolve(directory, program);
    const file = program.includes('/') ? command : program;
    execFileSync(file, words, { cwd: directory, stdio: ['ignore', 'inherit', 'inherit'] });
  }
  writeFileSync(stamp, wanted);
  return directory;
}
