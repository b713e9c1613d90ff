// `npm run build`: from the sources to dist/, plain JavaScript for Node 20.19 and later. What a start of the
// broker needs is in few large files (see chunks.ts), with the two dependencies that every start loads;
// the others stay outside, and what is loaded lazily in the sources is loaded lazily here.

import { chmod, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { Chunks } from './chunks.ts';
import { writeDeclarations } from './declarations.ts';
import { writeLicences } from './licences.ts';

const repository = path.resolve(import.meta.dirname, '..');

const ROOTS = {
  command: 'src/cli/main.ts',
  words: 'src/cli/command-line.ts',
  start: 'src/cli/start-command.ts',
  driven: 'src/cli/open-driven-broker.ts',
  testing: 'src/testing.ts',
  admin: 'src/admin.ts',
} as const;

/** The doors of the package, by name. What a test may load in Jest, whose `require` knows no modules: */
const REQUIRED_DOORS = {
  index: 'src/index.ts',
  testing: ROOTS.testing,
  admin: ROOTS.admin,
  jest: 'src/jest.ts',
};

/** … and all of them. */
const DOORS = {
  ...REQUIRED_DOORS,
  'jest-global-setup': 'src/jest-global-setup.ts',
  'jest-global-teardown': 'src/jest-global-teardown.ts',
  vitest: 'src/vitest.ts',
  'vitest-global-setup': 'src/vitest-global-setup.ts',
};

/** The oldest Node that what is published runs on: package.json's `engines`. */
const OLDEST_NODE = 'node20.19';

/**
 * Part of the bundle, with what they depend on: of the first two every start would find and read forty files, of the
 * others (the admin endpoint's) little is used of much.
 */
const BUNDLED: readonly string[] = [
  ...['commander', 'pino'],
  ...['@hono/node-server', '@valibot/to-json-schema', 'hono', 'prom-client', 'valibot'],
];

/** Builds into this directory, which is emptied first. */
export async function buildPackage(outputDirectory: string): Promise<void> {
  await rm(outputDirectory, { recursive: true, force: true });
  const chunks = new Chunks(repository, ROOTS);
  const bundle = await bundleOf({ cli: ROOTS.command, ...DOORS });
  const { output } = await bundle.write({
    dir: outputDirectory,
    format: 'esm',
    comments: false,
    chunkFileNames: 'chunks/[name]-[hash].js',
    codeSplitting: {
      groups: [{ name: (id, graph) => chunks.nameOf(id, graph), debugName: 'chunks.ts' }],
      includeDependenciesRecursively: false,
    },
  });
  await bundle.close();
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  await writeLicences(modules, path.join(outputDirectory, 'LICENCES.txt'));
  await chmod(path.join(outputDirectory, 'cli.js'), 0o755);
  await writeRequired(outputDirectory);
  await writeDeclarations(repository, Object.values(DOORS), path.join(outputDirectory, 'types'));
}

/** What `require` finds: the same as CommonJS. */
async function writeRequired(outputDirectory: string): Promise<void> {
  const bundle = await bundleOf(REQUIRED_DOORS);
  await bundle.write({
    dir: outputDirectory,
    format: 'cjs',
    comments: false,
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
  });
  await bundle.close();
}

function bundleOf(input: Readonly<Record<string, string>>) {
  return rolldown({
    cwd: repository,
    input,
    platform: 'node',
    transform: { target: OLDEST_NODE },
    external: (id, importer) => isBuiltin(id) || isForeign(id, importer),
    preserveEntrySignatures: 'allow-extension',
  });
}

/** A package that is installed beside this one. */
function isForeign(id: string, importer: string | undefined): boolean {
  const isPackage = !/^[./]/.test(id);
  const isPartOfBundled = importer?.includes('/node_modules/') ?? false;
  return isPackage && !isPartOfBundled && !BUNDLED.includes(id);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPackage(path.join(repository, 'dist'));
}
