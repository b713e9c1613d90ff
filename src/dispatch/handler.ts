// What a handler is: one API key, the versions that are real, and one function from request to response.
// The list of handlers feeds dispatch and ApiVersions alike, so the two cannot disagree.

import type { ErrorCode } from '../base/error-code.ts';
import type { Api } from '../protocol/message.ts';
import type { ClientConnection } from './client-connection.ts';
import type { Services } from './services.ts';

/** Returned by a handler whose request gets no answer at all (Produce with acks=0). */
export const NO_RESPONSE: unique symbol = Symbol('no response');

/** What a handler is given beside the request: who asks, in which version, and the services below. */
export interface HandlerContext extends Services {
  readonly apiVersion: number;
  readonly clientId: string | null;
  readonly correlationId: number;
  readonly connection: ClientConnection;
}

type Outcome<ResIn> = ResIn | typeof NO_RESPONSE;

export interface HandlerDefinition<Req, ResIn> {
  /** First and last version that behave as Apache Kafka's do; ApiVersions lists exactly these. */
  readonly versions: readonly [min: number, max: number];
  /** The first version that ApiVersions shows, where Apache Kafka announces more than it serves. */
  readonly announcedFrom?: number;
  /**
   * Runs synchronously up to its first await, while the request's `records` fields are still valid.
   * Per-partition failures are caught inside; a KafkaError that escapes is answered through `failure`.
   */
  handle(context: HandlerContext, request: Req): Outcome<ResIn> | Promise<Outcome<ResIn>>;
  /** The response that reports this error for the whole request: per partition where the API is. */
  failure(code: ErrorCode, request: Req, context: HandlerContext, message: string): ResIn;
}

export interface Handler<Req = unknown, ResIn = unknown> extends HandlerDefinition<Req, ResIn> {
  readonly api: Api<Req & ReqAny, ResIn & ResAny, ReqAny, ResAny>;
}

// The list of handlers holds all request types side by side; each handler is checked where it is defined.
// biome-ignore lint/suspicious/noExplicitAny: the element type of a heterogeneous list
type ReqAny = any;
// biome-ignore lint/suspicious/noExplicitAny: the element type of a heterogeneous list
type ResAny = any;

/** A handler of any API, as the dispatcher holds it. */
export type AnyHandler = Handler<ReqAny, ResAny>;

/** Binds a function to its API: key, codecs and types all come from the descriptor. */
export function defineHandler<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
  api: Api<Req, Res, ReqIn, ResIn>,
  definition: HandlerDefinition<Req, ResIn>,
): AnyHandler {
  return { ...definition, api };
}
