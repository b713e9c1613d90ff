// The package as it would be published, in a project that depends on it, and the Node that its users have:
// what the smoke test and the documents' snippets run.

import { execFileSync } from 'node:child_process';
import { accessSync, constants, cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildPackage } from '../../tools/build.ts';

const repository = path.resolve(import.meta.dirname, '../..');

export interface BuiltPackage {
  /** The package itself: where `cli.js` and `testing.js` are. */
  readonly dist: string;
  /** A directory below which `import 'klamm/testing'` finds the package, and this repository's dependencies. */
  readonly project: string;
}

/** Builds the package into a project of this name; what a run before has left there is gone. */
export async function buildProject(name: string): Promise<BuiltPackage> {
  // Below node_modules, so that the package finds its dependencies as an installed one does.
  const project = path.join(repository, 'node_modules/.cache', name);
  const installed = path.join(project, 'node_modules/klamm');
  rmSync(project, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  cpSync(path.join(repository, 'package.json'), path.join(installed, 'package.json'));
  const dist = path.join(installed, 'dist');
  await buildPackage(dist);
  return { dist, project };
}

/** The first Node on the PATH that is not the pinned one, and not older than `engines` allow; else this one. */
export function machineNode(): string {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = folders
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => path.join(folder, 'node'));
  return candidates.find(isRecentNode) ?? process.execPath;
}

function isRecentNode(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    const version = execFileSync(file, ['--version'], { encoding: 'utf8' });
    const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
    return major > 20 || (major === 20 && minor >= 19);
  } catch {
    return false;
  }
}
