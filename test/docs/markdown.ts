// The fenced blocks of a Markdown document, each with its language and what the comment above it says of it.

/** What a comment above a block may say: `<!-- snippet: VERB REST -->`. */
export type DirectiveVerb = 'not-run' | 'file' | 'needs';

export interface Directive {
  readonly verb: DirectiveVerb;
  readonly rest: string;
}

export interface Snippet {
  /** Where it begins: `docs/start.md:12`. */
  readonly at: string;
  /** The first word after the fence, in lower case; empty when there is none. */
  readonly language: string;
  readonly text: string;
  readonly directive: Directive | undefined;
}

const FENCE = /^( *)(```+)\s*(\S*)/;
/** Done before the blocks below, and not shown: `<!-- snippet: first COMMAND -->`. */
const PREPARATION = /^<!-- snippet: first (\S.*?) *-->$/;
const DIRECTIVE = /^<!-- snippet: (not-run|file|needs) (\S.*?) *-->$/;

/** The blocks of a document in their order; throws on a fence that is not closed and on an unknown directive. */
export function snippetsOf(file: string, text: string): Snippet[] {
  const lines = text.split('\n');
  const snippets: Snippet[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    const at = `${file}:${index + 1}`;
    const [, command] = PREPARATION.exec(line) ?? [];
    if (command !== undefined) {
      snippets.push({ at, language: 'sh', text: `${command}\n`, directive: undefined });
    }
    const fence = FENCE.exec(line);
    if (fence === null) continue;
    const [, indent = '', ticks = '', language = ''] = fence;
    const end = lines.findIndex((line, at) => at > index && line.trim() === ticks);
    if (end < 0) throw new Error(`${at}: this block has no end`);
    const body = lines.slice(index + 1, end).map((line) => line.slice(indent.length));
    const directive = directiveAbove(lines, index, at);
    snippets.push({
      at,
      language: language.toLowerCase(),
      text: `${body.join('\n')}\n`,
      directive,
    });
    index = end;
  }
  return snippets;
}

function directiveAbove(lines: readonly string[], fence: number, at: string) {
  const above = lines[lines[fence - 1]?.trim() === '' ? fence - 2 : fence - 1]?.trim() ?? '';
  if (!above.startsWith('<!-- snippet') || PREPARATION.test(above)) return undefined;
  const [, verb, rest = ''] = DIRECTIVE.exec(above) ?? [];
  if (verb === undefined) {
    throw new Error(
      `${at}: ${above} is none of <!-- snippet: not-run WHY -->, file NAME, first COMMAND, needs COMMAND`,
    );
  }
  return { verb: verb as DirectiveVerb, rest };
}
