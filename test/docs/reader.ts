// Follows a document from its top to its end, and keeps what became of each block.

import type { BuiltPackage } from '../support/built-package.ts';
import type { Snippet } from './markdown.ts';
import { runSnippet } from './run-snippet.ts';
import { Session } from './session.ts';

export interface Document {
  /** Relative to the repository. */
  readonly path: string;
  readonly snippets: readonly Snippet[];
}

/** What became of each block that was run. */
export type Outcomes = ReadonlyMap<Snippet, Outcome>;

export type Outcome =
  | { readonly isRight: true }
  | { readonly isRight: false; readonly error: unknown };

/** Runs those blocks of the document that are wanted, in their order; one that fails does not keep the next from running. */
export async function readDocument(
  built: BuiltPackage,
  { path, snippets }: Document,
  isWanted: (snippet: Snippet) => boolean,
): Promise<Outcomes> {
  const outcomes = new Map<Snippet, Outcome>();
  const texts = snippets.map(({ text }) => text);
  const session = await Session.begin(built, path.replace(/\W+/g, '-'), texts);
  try {
    for (const [index, snippet] of snippets.entries()) {
      if (!isWanted(snippet)) continue;
      try {
        await runSnippet(session, snippet, snippets.slice(0, index));
        outcomes.set(snippet, { isRight: true });
      } catch (error) {
        outcomes.set(snippet, { isRight: false, error });
      }
    }
  } finally {
    await session.end();
  }
  return outcomes;
}
