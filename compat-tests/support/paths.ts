// Where the suites find things: the repository, the machine-local cache, the pinned Node.
// Everything downloaded or built by a suite lives in the cache, which git ignores.

import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));
/** Downloads and builds of the suites; safe to delete, git-ignored. */
export const cacheDirectory = path.join(repositoryRoot, 'compat-tests/.cache');
/** The Node that runs the sources: the development dependency, not the machine's. */
export const pinnedNode = path.join(repositoryRoot, 'node_modules/.bin/node');
