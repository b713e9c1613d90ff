// RE2 expressions, which take linear time whatever a client sends. The engine is loaded when the first one is
// met: a start has no use for it.

import { assert } from '../../../base/assert.ts';
import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';

type Engine = typeof import('re2js').RE2JS;

let engine: Engine | null = null;

/** Must have ended before `compileRegex` is called. */
export async function loadRegexEngine(): Promise<void> {
  engine ??= (await import('re2js')).RE2JS;
}

export function isRegexEngineLoaded(): boolean {
  return engine !== null;
}

/** What says whether a whole name matches. Throws INVALID_REGULAR_EXPRESSION. */
export function compileRegex(pattern: string): (name: string) => boolean {
  assert(engine !== null, 'the regex engine is loaded before it is used');
  try {
    const compiled = engine.compile(pattern);
    return (name) => compiled.matches(name);
  } catch (error) {
    throw new KafkaError(
      ErrorCode.INVALID_REGULAR_EXPRESSION,
      `SubscribedTopicRegex \`${pattern}\` is not a valid regular expression: ${descriptionOf(error)}.`,
    );
  }
}

function descriptionOf(error: unknown): string {
  const describes = error as { getDescription?: () => string };
  return describes.getDescription?.() ?? String(error);
}
