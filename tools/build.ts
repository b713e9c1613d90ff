// `npm run build`: from the sources to dist/, plain JavaScript for Node 20.19 and later. Dependencies stay
// outside; what is loaded lazily in the sources is a chunk of its own, so starting reads no more than it
// needs.

import { chmod, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeDeclarations } from './declarations.ts';

const repository = path.resolve(import.meta.dirname, '..');

/** The oldest Node that what is published runs on: package.json's `engines`. */
const OLDEST_NODE = 'node20.19';

/** Builds into this directory, which is emptied first. */
export async function buildPackage(outputDirectory: string): Promise<void> {
  await rm(outputDirectory, { recursive: true, force: true });
  await build({
    absWorkingDir: repository,
    entryPoints: { cli: 'src/cli/main.ts', testing: 'src/testing.ts' },
    outdir: outputDirectory,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: OLDEST_NODE,
    packages: 'external',
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'none',
    logLevel: 'warning',
  });
  await chmod(path.join(outputDirectory, 'cli.js'), 0o755);
  await writeDeclarations(repository, ['src/testing.ts'], path.join(outputDirectory, 'types'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPackage(path.join(repository, 'dist'));
}
