// The blocks of the documents that need more than Node. What stands above them is run for what it leaves behind.

import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { userDocuments } from '../../test/docs/documents.ts';
import type { Snippet } from '../../test/docs/markdown.ts';
import type { Document, Outcomes } from '../../test/docs/reader.ts';
import { readDocument } from '../../test/docs/reader.ts';
import { neededCommand, whyNotRun } from '../../test/docs/run-snippet.ts';
import { buildProject } from '../../test/support/built-package.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const documents = userDocuments();
const needsMore = (snippet: Snippet) => neededCommand(snippet) !== undefined;
const chosen = documents.filter(({ snippets }) => snippets.some(needsMore));

let outcomes: ReadonlyMap<Document, Promise<Outcomes>>;

beforeAll(async () => {
  const built = await buildProject('klamm-docs-compat');
  const isWanted = (snippet: Snippet) => needsMore(snippet) || whyNotRun(snippet) === undefined;
  const read = (document: Document) => readDocument(built, document, isWanted);
  outcomes = new Map(chosen.map((document) => [document, read(document)]));
});

function hasCommand(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

it('there are documents', () => {
  expect(documents.length).toBeGreaterThan(5);
});

describe.each(chosen)('$path', (document) => {
  it.each(document.snippets.filter(needsMore))('$at is what happens', async (snippet) => {
    const command = neededCommand(snippet) ?? '';
    if (!hasCommand(command) && process.env.CI !== 'true') {
      process.stdout.write(`\n!!! LEFT OUT: ${snippet.at}: ${command} is not installed\n\n`);
      return;
    }
    const outcome = (await outcomes.get(document))?.get(snippet);
    if (outcome?.isRight === false) throw outcome.error;
    expect(outcome).toEqual({ isRight: true });
  });
});
