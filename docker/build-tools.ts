// `node docker/build-tools.ts DIRECTORY`: the image's tools as plain JavaScript, `tools.js` and what it loads lazily.
// The package's dependencies stay outside: they are installed beside it.

import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const repository = path.resolve(import.meta.dirname, '..');

interface Dependencies {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Builds into this directory. */
export async function buildTools(directory: string): Promise<void> {
  const text = readFileSync(path.join(repository, 'package.json'), 'utf8');
  const { dependencies, optionalDependencies }: Dependencies = JSON.parse(text);
  const installed = Object.keys({ ...dependencies, ...optionalDependencies });
  const bundle = await rolldown({
    cwd: repository,
    input: { tools: 'docker/tools/main.ts' },
    platform: 'node',
    external: (id) =>
      isBuiltin(id) || installed.some((name) => id === name || id.startsWith(`${name}/`)),
  });
  await bundle.write({ dir: directory, format: 'esm', comments: false });
  await bundle.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [directory] = process.argv.slice(2);
  if (directory === undefined) throw new Error('where to? node docker/build-tools.ts DIRECTORY');
  await buildTools(directory);
}
