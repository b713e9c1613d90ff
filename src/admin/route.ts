// A route: where it is, what it takes, what it answers, and what it does. The server and the OpenAPI description
// are made of the same routes.

import type * as v from 'valibot';
import type { AdminContext } from './admin-context.ts';
import type { Schema } from './schema.ts';

/** An answer that is no JSON. */
export class TextAnswer {
  readonly text: string;
  readonly contentType: string;

  constructor(text: string, contentType: string) {
    this.text = text;
    this.contentType = contentType;
  }
}

type Fields = v.StrictObjectSchema<
  v.ObjectEntries,
  v.ErrorMessage<v.StrictObjectIssue> | undefined
>;

/** The names in braces of a path. */
type ParameterOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;

type Parameters<Path extends string> = Readonly<Record<ParameterOf<Path>, string>>;

interface Given<Path extends string, Query, Body> {
  readonly parameters: Parameters<Path>;
  readonly query: Query;
  readonly body: Body;
  /** The media types that the client would have, as it says. */
  readonly accept: string;
}

type Output<S> = S extends Schema ? v.InferOutput<S> : undefined;
type Answer<S> = S extends Schema ? v.InferOutput<S> | TextAnswer : unknown;

interface RouteDefinition<Path extends string, Query, Body, Result> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Parameters stand in braces: `/topics/{topic}`. */
  readonly path: Path;
  /** A sentence. */
  readonly summary: string;
  /** What may stand behind the question mark; numbers are read as such. */
  readonly query?: Query;
  /** Left out: a body is not looked at. */
  readonly body?: Body;
  /** The body of the answer; left out: there is none. */
  readonly answer?: Result;
  /** Beside JSON, a text of this type. */
  readonly text?: string;
  /** Left out: 200, or 204 without a body. */
  readonly status?: 200 | 201;
  /** Throws Problem for what cannot be done. */
  handle(
    context: AdminContext,
    given: Given<Path, Output<Query>, Output<Body>>,
  ): Answer<Result> | Promise<Answer<Result>>;
}

/** A route of any shape, as the server holds it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly query?: Fields | undefined;
  readonly body?: Schema | undefined;
  readonly answer?: Schema | undefined;
  readonly text?: string | undefined;
  readonly status: 200 | 201 | 204;
  handle(context: AdminContext, given: Given<string, unknown, unknown>): unknown;
}

export function defineRoute<
  const Path extends string,
  Query extends Fields | undefined = undefined,
  Body extends Schema | undefined = undefined,
  Result extends Schema | undefined = undefined,
>(definition: RouteDefinition<Path, Query, Body, Result>): Route {
  const { answer, text, handle } = definition;
  const status = definition.status ?? (answer || text ? 200 : 204);
  // What the schemas let through is what the handler's types say.
  return { ...definition, status, handle: handle as Route['handle'] };
}
