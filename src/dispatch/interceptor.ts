// Stands between a decoded request and its handler, for whoever embeds a broker and wants it to misbehave or to
// tell what goes through it. A broker that serves has none.

import type { AnyHandler, HandlerContext } from './handler.ts';

/** A whole response frame with its size prefix; null when the request gets no answer. */
type Reply = Buffer | null;

/** A request on its way. What it holds stays valid, records included. */
export interface InterceptedCall {
  readonly handler: AnyHandler;
  readonly context: HandlerContext;
  readonly request: unknown;
  /**
   * Has the handler act on this request (or another of the same API and version), lets `change` alter its
   * response, and encodes that.
   */
  handle(request: unknown, change?: (response: unknown) => unknown): Reply | Promise<Reply>;
  /** Encodes a response that no handler gave. */
  encode(response: unknown): Reply;
}

/** Throwing CloseConnection closes the connection without an answer. */
export type Interceptor = (call: InterceptedCall) => Reply | Promise<Reply>;
