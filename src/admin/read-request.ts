// What a request says, read and checked against its route. Throws Problem that names what is wrong.

import type * as v from 'valibot';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import type { Schema } from './schema.ts';
import { check } from './schema.ts';

const LARGEST_BODY_BYTES = 1 << 20;

/** The parameters behind the question mark, as the route has them. */
export function readQuery({ query }: Route, url: string): unknown {
  const given = new URL(url).searchParams;
  const entries = query?.entries ?? {};
  const twice = [...given.keys()].find((name) => given.getAll(name).length > 1);
  if (twice !== undefined) throw new Problem(400, `${twice} is given twice`, twice);
  const values = Array.from(given, ([name, value]) => [name, typed(entries[name], value)]);
  if (query) return checked(query, Object.fromEntries(values));
  const [name] = given.keys();
  if (name === undefined) return undefined;
  throw new Problem(400, `there is no ${name}: nothing may stand there`, name);
}

/** The body as the route has it; nothing at all stands for an object without fields. */
export async function readBody({ body }: Route, request: Request): Promise<unknown> {
  if (!body) return undefined;
  const text = await textOf(request);
  return checked(body, text.trim() === '' ? {} : parse(text));
}

async function textOf({ body }: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_BODY_BYTES) {
      throw new Problem(413, `a body has at most ${LARGEST_BODY_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw new Problem(400, `the body is no JSON: ${reason}`);
  }
}

function checked(schema: Schema, value: unknown): unknown {
  const result = check(schema, value);
  if ('value' in result) return result.value;
  const { sentence, field } = result.flaw;
  throw new Problem(400, sentence, field);
}

/** A parameter is text: where a number is wanted, digits are one. */
function typed(schema: v.ObjectEntries[string] | undefined, value: string): unknown {
  return schema && takesNumber(schema) && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
}

interface Wrapping {
  readonly type?: string;
  readonly wrapped?: Wrapping;
  readonly options?: readonly Wrapping[];
}

function takesNumber({ type, wrapped, options }: Wrapping): boolean {
  if (type === 'number') return true;
  return wrapped ? takesNumber(wrapped) : (options?.some(takesNumber) ?? false);
}
