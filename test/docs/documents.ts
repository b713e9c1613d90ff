// The documents that users read, with their blocks.

import { filesBelow } from '../tidy/source-tree.ts';
import { snippetsOf } from './markdown.ts';
import type { Document } from './reader.ts';

/** README.md and all of docs/. */
export function userDocuments(): Document[] {
  return filesBelow(['.'], '.md')
    .filter(({ path }) => path === 'README.md' || /^docs\/[^/]+\.md$/.test(path))
    .map(({ path, text }) => ({ path, snippets: snippetsOf(path, text) }));
}
