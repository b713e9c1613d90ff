// What `npm pack` makes of a clean tree, and a project that has installed it as its user would.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { machineNode } from './built-package.ts';

const repository = path.resolve(import.meta.dirname, '../..');

/** What a build needs of a clone; nothing that an earlier build has left is in it. */
const CLEAN_TREE = [
  ...['src', 'tools', 'package.json', 'tsconfig.json', '.npmrc'],
  ...['LICENSE', 'README.md', 'CHANGELOG.md'],
];

/** The machine as its user has it: no Node and no commands of this repository, and no broker in the environment. */
export function userEnvironment(): NodeJS.ProcessEnv {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const own = folders.filter((folder) => !folder.includes('node_modules'));
  const kept = Object.entries(process.env).filter(([name]) => !/^(KAFKA|KLAMM|VITEST)/.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: [path.dirname(machineNode()), ...own].join(path.delimiter),
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  };
}

/** A project below a temporary directory; `remove` is the caller's to call. */
export class PackedProject {
  readonly directory = mkdtempSync(path.join(tmpdir(), 'klamm-packed-'));
  /** The package, in the project so that its lock file names it by a path of its own. */
  readonly tarball: string;

  /** Packs the tree, and installs the result with these packages beside it. */
  constructor(packages: readonly string[]) {
    this.tarball = path.join(this.directory, pack(this.directory));
    this.write('package.json', '{ "type": "module", "scripts": { "test": "node --test" } }\n');
    this.run('npm', 'install', '--save-dev', `./${path.basename(this.tarball)}`, ...packages);
  }

  write(name: string, text: string): void {
    writeFileSync(path.join(this.directory, name), text);
  }

  /** Runs a command in the project to its end, and gives what it prints; throws when it fails. */
  run(...[command, ...words]: [string, ...string[]]): string {
    return execFileSync(command, words, {
      cwd: this.directory,
      env: userEnvironment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** `npm pack` in a copy of the tree, as before a release; the result is the name of the file. */
function pack(destination: string): string {
  const tree = path.join(destination, 'tree');
  mkdirSync(tree);
  for (const name of CLEAN_TREE) {
    cpSync(path.join(repository, name), path.join(tree, name), { recursive: true });
  }
  symlinkSync(path.join(repository, 'node_modules'), path.join(tree, 'node_modules'));
  const output = execFileSync('npm', ['pack', '--json', '--pack-destination', destination], {
    cwd: tree,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  rmSync(tree, { recursive: true });
  // The build's own words come first.
  const [packed]: [{ filename: string }] = JSON.parse(output.slice(output.indexOf('[\n')));
  return packed.filename;
}
