// Every block of README.md and docs/ is run as it stands, or says why not.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildProject } from '../support/built-package.ts';
import { userDocuments } from './documents.ts';
import type { Snippet } from './markdown.ts';
import { snippetsOf } from './markdown.ts';
import type { Document, Outcomes } from './reader.ts';
import { readDocument } from './reader.ts';
import { whyNotRun } from './run-snippet.ts';

// A document is read from its top, so a block waits for those above it.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const right = fixture('right.md');
const wrong = fixture('wrong.md');
const documents = userDocuments().filter(({ snippets }) => snippets.length > 0);
const isRun = (snippet: Snippet) => whyNotRun(snippet) === undefined;

let outcomes: ReadonlyMap<Document, Promise<Outcomes>>;

beforeAll(async () => {
  const built = await buildProject('klamm-docs');
  const all = [right, wrong, ...documents];
  outcomes = new Map(all.map((document) => [document, readDocument(built, document, isRun)]));
});

function fixture(name: string): Document {
  const text = readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8');
  return { path: name, snippets: snippetsOf(name, text) };
}

const outcomeOf = async (document: Document, snippet: Snippet) =>
  (await outcomes.get(document))?.get(snippet);

async function expectRight(document: Document, snippet: Snippet): Promise<void> {
  const outcome = await outcomeOf(document, snippet);
  if (outcome?.isRight === false) throw outcome.error;
  expect(outcome).toEqual({ isRight: true });
}

describe('the reader of the documents', () => {
  it.each(right.snippets)('understands $at', (snippet) => expectRight(right, snippet));

  it.each(wrong.snippets)('objects to $at', async (snippet) => {
    expect(await outcomeOf(wrong, snippet)).toMatchObject({ isRight: false });
  });

  it('sees the README', () => {
    expect(documents.map((document) => document.path)).toContain('README.md');
  });
});

describe.each(documents)('$path', (document) => {
  const { snippets } = document;

  it.each(snippets.filter(isRun))('$at is what happens', (snippet) => {
    return expectRight(document, snippet);
  });

  it.each(
    snippets
      .filter((snippet) => !isRun(snippet))
      .map((snippet) => ({ ...snippet, reason: whyNotRun(snippet) ?? '' })),
  )('$at is not run: $reason', ({ reason }) => {
    expect(reason.split(' ').length).toBeGreaterThan(2);
  });
});
