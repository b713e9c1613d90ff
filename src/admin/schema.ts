// The building blocks of every schema, each with a message that says what it must be. One schema checks a
// request, types its handler and stands in the OpenAPI description.

import * as v from 'valibot';
import { nearestOf } from '../base/nearest.ts';
import { durationMs } from '../testing/duration.ts';

export type Schema = v.GenericSchema<unknown, unknown>;

/** The path of what is wrong, and a sentence of it. */
export interface Flaw {
  readonly field: string | undefined;
  readonly sentence: string;
}

/** Messages begin so that want the field's name before them … */
const MUST = 'must be';
/** … and so, where they name it. */
const NO_SUCH = 'there is no';

/** An object with these fields and no others. */
export function fields<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.strictObject(entries, ({ expected, received, input }) => {
    if (expected !== 'never') {
      return received === 'undefined' ? 'is missing' : `${MUST} an object${notThis(input)}`;
    }
    const names = Object.keys(entries);
    const name = received.slice(1, -1);
    const nearest = nearestOf(name, names);
    return nearest
      ? `${NO_SUCH} ${name}, did you mean ${nearest}?`
      : `${NO_SUCH} ${name}: there are ${names.join(', ')}`;
  });
}

/** One of these words; `what` they are is said in their stead when there are many. */
export function oneOf<const Words extends readonly string[]>(words: Words, what?: string) {
  return v.picklist(words, ({ input }) => {
    const nearest = typeof input === 'string' ? nearestOf(input, words) : null;
    const wanted = `${MUST} ${what ?? words.join(' or ')}`;
    return nearest ? `${wanted}: did you mean ${nearest}?` : `${wanted}${notThis(input)}`;
  });
}

export function text(description: string) {
  return v.pipe(
    v.string(must('a text')),
    v.nonEmpty('must not be empty'),
    v.description(description),
  );
}

export function wholeNumber(least: number, description: string) {
  const message = must(`a whole number of at least ${least}`);
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(least, message),
    v.maxValue(Number.MAX_SAFE_INTEGER, message),
    v.description(description),
  );
}

/** Milliseconds or words, as the test kit takes them. */
export function duration(description: string) {
  const message = must(
    "milliseconds, or a number with a unit such as '30 s' or '7 days', of ten years at most",
  );
  return v.pipe(
    v.union([v.number(), v.string()], message),
    v.check((given) => isDuration(given), message),
    v.description(`${description} (milliseconds, or with a unit as in \`30 s\` or \`7 days\`)`),
  );
}

export function probability(description: string) {
  const message = must('a number from 0 to 1');
  return v.pipe(
    v.number(message),
    v.minValue(0, message),
    v.maxValue(1, message),
    v.description(description),
  );
}

/** A message for values that are not what they must be. */
export function must(be: string) {
  return ({ input }: { readonly input: unknown }) => `${MUST} ${be}${notThis(input)}`;
}

const LONGEST_SHOWN = 80;

function notThis(input: unknown): string {
  const shown = JSON.stringify(input) ?? 'nothing';
  return `, not ${shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown}`;
}

function isDuration(given: string | number): boolean {
  try {
    return durationMs(given) <= LONGEST_MS;
  } catch {
    return false;
  }
}

/** Ten years: more takes long, and no test needs it. */
const LONGEST_MS = 10 * 365 * 86_400_000;

/** The value as the schema has it; otherwise the first thing that is wrong with it. */
export function check<S extends Schema>(
  schema: S,
  value: unknown,
): { readonly value: v.InferOutput<S> } | { readonly flaw: Flaw } {
  const result = v.safeParse(schema, value);
  if (result.success) return { value: result.output };
  // A name that was misspelt is missing too, which says less.
  const misspelt = result.issues.find(({ message }) => message.startsWith(NO_SUCH));
  const issue = misspelt ?? result.issues[0];
  const field = v.getDotPath(issue) ?? undefined;
  const { message } = issue;
  if (issue === misspelt) return { flaw: { field, sentence: message } };
  return { flaw: { field, sentence: `${field ?? 'the body'} ${message}` } };
}
