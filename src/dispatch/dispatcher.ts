// From one frame to one reply: decode the header, find the handler, run it, encode its answer.
// A handler that answers at once is answered at once: no promise is made, so that all replies which one
// read of a socket caused leave in one write.

import { CloseConnection } from '../base/close-connection.ts';
import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { ApiVersions } from '../protocol/generated/api-versions.ts';
import type { RequestHeader } from '../protocol/request-header.ts';
import { decodeRequestHeader, peekRequest } from '../protocol/request-header.ts';
import { encodeResponseFrame } from '../protocol/response-frame.ts';
import type { ClientConnection } from './client-connection.ts';
import type { AnyHandler, HandlerContext } from './handler.ts';
import { NO_RESPONSE } from './handler.ts';
import type { Interceptor } from './interceptor.ts';
import type { Services } from './services.ts';

/** A whole response frame with its size prefix; null when the request gets no answer. */
export type Reply = Buffer | null;

export interface DispatcherOptions {
  readonly handlers: readonly AnyHandler[];
  readonly services: Services;
  /** Where response frames are built; `size` bytes, the content is overwritten. */
  readonly allocate: (size: number) => Buffer;
  /** Left out: requests go straight to their handlers. */
  readonly interceptor?: Interceptor | undefined;
}

/** A request that has been decoded, and who handles it. */
interface Call {
  readonly handler: AnyHandler;
  readonly request: unknown;
  readonly context: HandlerContext;
}

const asItIs = (response: unknown): unknown => response;

export class Dispatcher {
  readonly #handlers: (AnyHandler | undefined)[] = [];
  readonly #services: Services;
  readonly #allocate: (size: number) => Buffer;
  readonly #interceptor: Interceptor | undefined;

  constructor({ handlers, services, allocate, interceptor }: DispatcherOptions) {
    for (const handler of handlers) this.#handlers[handler.api.key] = handler;
    this.#services = services;
    this.#allocate = allocate;
    this.#interceptor = interceptor;
  }

  /**
   * Handles one frame. `records` in it are used before this returns. Throws CloseConnection for an API
   * or version that is not served, MalformedMessageError for bytes that are no message. Bytes after the
   * message are passed over, as Apache Kafka does: librdkafka 2.12 sends three after Metadata v13.
   */
  dispatch(frame: Buffer, connection: ClientConnection): Reply | Promise<Reply> {
    const { apiKey, apiVersion } = peekRequest(frame);
    const handler = this.#handlers[apiKey];
    if (!handler || apiVersion < handler.versions[0] || apiVersion > handler.versions[1]) {
      return this.#unsupported(frame, handler);
    }
    // Whoever intercepts a request may keep it for longer than the frame is valid.
    const kept = this.#interceptor ? Buffer.from(frame) : frame;
    const header = decodeRequestHeader(kept, apiVersion >= handler.api.flexibleFrom);
    const request = handler.api.request.decode(header.body, apiVersion);
    const context = this.#contextOf(header, connection);
    return this.#interceptor
      ? this.#intercept(this.#interceptor, { handler, request, context })
      : this.#run({ handler, request, context });
  }

  #intercept(interceptor: Interceptor, call: Call): Reply | Promise<Reply> {
    const { handler, context } = call;
    return interceptor({
      ...call,
      handle: (request, change) => this.#run({ handler, context, request }, change),
      encode: (response) => this.#encode(handler, context, response),
    });
  }

  #contextOf(header: RequestHeader, connection: ClientConnection): HandlerContext {
    const { apiVersion, correlationId, clientId } = header;
    return { ...this.#services, apiVersion, correlationId, clientId, connection };
  }

  #run(
    { handler, request, context }: Call,
    change: (response: unknown) => unknown = asItIs,
  ): Reply | Promise<Reply> {
    const encode = (response: unknown): Reply => {
      return this.#encode(handler, context, response === NO_RESPONSE ? response : change(response));
    };
    const fail = (error: unknown): Reply => encode(failureOf(handler, request, context, error));
    try {
      const outcome: unknown = handler.handle(context, request);
      return outcome instanceof Promise ? outcome.then(encode).catch(fail) : encode(outcome);
    } catch (error) {
      return fail(error);
    }
  }

  #encode(handler: AnyHandler, context: HandlerContext, response: unknown): Reply {
    if (response === NO_RESPONSE) return null;
    const { apiVersion, correlationId } = context;
    return encodeResponseFrame(
      handler.api,
      { apiVersion, correlationId },
      response,
      this.#allocate,
    );
  }

  /**
   * Apache Kafka answers one request that it does not know the version of: ApiVersions, with a v0 body that
   * names the versions of ApiVersions itself (KIP-511).
   */
  #unsupported(frame: Buffer, handler: AnyHandler | undefined): Reply {
    const { apiKey, apiVersion, correlationId } = peekRequest(frame);
    if (!handler) throw new CloseConnection(`a request with the unknown API key ${apiKey}`);
    if (apiKey !== ApiVersions.key) {
      throw new CloseConnection(`${handler.api.name} v${apiVersion}, which is not supported`);
    }
    const [minVersion, maxVersion] = handler.versions;
    const apiKeys = [{ apiKey, minVersion, maxVersion }];
    const response = { errorCode: ErrorCode.UNSUPPORTED_VERSION, apiKeys };
    return encodeResponseFrame(
      ApiVersions,
      { apiVersion: 0, correlationId },
      response,
      this.#allocate,
    );
  }
}

/** The answer to a failed request; what is not the client's to hear of is thrown again. */
function failureOf(
  handler: AnyHandler,
  request: unknown,
  context: HandlerContext,
  error: unknown,
): unknown {
  if (!(error instanceof KafkaError)) throw error;
  return handler.failure(error.code, request, context, error.message);
}
