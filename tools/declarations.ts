// The type declarations of what is published: those of the doors of the package and of what these show, and
// nothing of what is behind. What a door must not show is marked @internal in the sources.

import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A relative import or re-export in a declaration. */
const RELATIVE_IMPORT = /(?:from|import\()\s*['"](\.{1,2}\/[^'"]+)\.ts['"]/g;

const OPTIONS = [
  ...['--ignoreConfig', '--declaration', '--emitDeclarationOnly', '--stripInternal'],
  ...['--target', 'es2023', '--lib', 'es2023,esnext.disposable', '--types', 'node'],
  ...['--module', 'nodenext', '--moduleResolution', 'nodenext', '--strict', '--skipLibCheck'],
  ...['--allowImportingTsExtensions', '--verbatimModuleSyntax'],
];

/** Writes the declarations of these sources, given relative to the repository, below the output directory. */
export async function writeDeclarations(
  repository: string,
  doors: readonly string[],
  outputDirectory: string,
): Promise<void> {
  const all = await mkdtemp(path.join(os.tmpdir(), 'klamm-types-'));
  try {
    const tsc = path.join(repository, 'node_modules', '.bin', 'tsc');
    const places = ['--rootDir', repository, '--outDir', all];
    await run(tsc, [...OPTIONS, ...places, ...doors], { cwd: repository });
    for (const file of await reachable(all, doors.map(declarationOf))) {
      const target = path.join(outputDirectory, file);
      await mkdir(path.dirname(target), { recursive: true });
      await copyFile(path.join(all, file), target);
    }
  } finally {
    await rm(all, { recursive: true, force: true });
  }
}

function declarationOf(source: string): string {
  return source.replace(/\.ts$/, '.d.ts');
}

/** These declarations and those that they import, and so on. */
async function reachable(root: string, from: readonly string[]): Promise<ReadonlySet<string>> {
  const found = new Set(from);
  for (const file of found) {
    const text = await readFile(path.join(root, file), 'utf8');
    for (const [, imported = ''] of text.matchAll(RELATIVE_IMPORT)) {
      found.add(path.join(path.dirname(file), `${imported}.d.ts`));
    }
  }
  return found;
}
