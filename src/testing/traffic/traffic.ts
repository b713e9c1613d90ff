// What clients and the broker said to each other, request by request, while a test wanted to know. Faults are in it
// as the client saw them.

import type { InterceptedCall, Interceptor } from '../../dispatch/interceptor.ts';
import type { Clock } from '../../platform/clock.ts';
import { plain } from './plain.ts';

/** A request and what became of it. */
export interface Exchange {
  /** Broker time, milliseconds since the epoch. */
  readonly atMs: number;
  readonly api: string;
  readonly version: number;
  readonly clientId: string | null;
  /** Unique to the connection. */
  readonly connection: string;
  /** As decoded; bytes are told by their number. */
  readonly request: unknown;
  /** Null while there is none, or when the connection was closed instead. */
  readonly response: unknown;
  /** How long the answer took, in milliseconds of the broker's time; null while there is none. */
  readonly tookMs: number | null;
}

type MutableExchange = { -readonly [Field in keyof Exchange]: Exchange[Field] };

type Reply = Buffer | null;

export class Traffic {
  readonly #clock: Clock;
  readonly #exchanges: MutableExchange[] = [];
  #isRecording = false;

  /** @internal */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Records from now on. */
  record(): void {
    this.#isRecording = true;
  }

  /** Records no more; what was recorded stays. */
  stop(): void {
    this.#isRecording = false;
  }

  /** Forgets what was recorded. */
  clear(): void {
    this.#exchanges.length = 0;
  }

  /** What was recorded, oldest first. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** @internal Records what goes through `next`. */
  readonly around =
    (next: Interceptor): Interceptor =>
    (call) =>
      this.#isRecording ? this.#recorded(call, next) : next(call);

  #recorded(call: InterceptedCall, next: Interceptor): Reply | Promise<Reply> {
    const exchange = this.#begin(call);
    const startedMs = this.#clock.monotonicMs();
    const tell = (response: unknown): unknown => {
      exchange.response = plain(response);
      exchange.tookMs = Math.round(this.#clock.monotonicMs() - startedMs);
      return response;
    };
    return next({
      ...call,
      handle: (request, change = (response) => response) =>
        call.handle(request, (response) => tell(change(response))),
      encode: (response) => call.encode(tell(response)),
    });
  }

  #begin({ handler, context, request }: InterceptedCall): MutableExchange {
    const exchange: MutableExchange = {
      atMs: this.#clock.wallMs(),
      api: handler.api.name,
      version: context.apiVersion,
      clientId: context.clientId,
      connection: context.connection.id,
      request: plain(request),
      response: null,
      tookMs: null,
    };
    this.#exchanges.push(exchange);
    return exchange;
  }
}
