// What clients and the broker said to each other, request by request, while a test wanted to know: kept in memory,
// or written to a file as it happens. Faults are in it as the client saw them.

import type { InterceptedCall, Interceptor } from '../../dispatch/interceptor.ts';
import type { Clock } from '../../platform/clock.ts';
import { nodeFileSystem } from '../../platform/node-file-system.ts';
import { groupsOf, subjectsOf } from '../faults/request-subjects.ts';
import type { GroupEvent } from '../groups/group-journal.ts';
import type { Exchange } from './exchange.ts';
import { plain } from './plain.ts';
import { TrafficWriter } from './traffic-writer.ts';

type MutableExchange = { -readonly [Field in keyof Exchange]: Exchange[Field] };

type Reply = Buffer | null;

export class Traffic {
  readonly #clock: Clock;
  readonly #exchanges: MutableExchange[] = [];
  #isRecording = false;
  #writer: TrafficWriter | null = null;

  /** @internal */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Records from now on, in memory. */
  record(): void {
    this.#isRecording = true;
  }

  /**
   * Records from now on into a file, which is replaced: JSON, a line for each request once it is answered, with the
   * bytes that it brought. `klamm traffic FILE` tells it as a timeline. Throws StorageError.
   */
  recordTo(file: string): void {
    this.#writer?.close();
    this.#writer = new TrafficWriter(nodeFileSystem, file, this.#clock.wallMs());
  }

  /** Records no more; what was recorded stays, and a file is whole. */
  stop(): void {
    this.#isRecording = false;
    this.#writer?.close();
    this.#writer = null;
  }

  /** Forgets what was recorded in memory. */
  clear(): void {
    this.#exchanges.length = 0;
  }

  /** What was recorded in memory, oldest first. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** @internal What happened to a group, for the file. */
  noteEvent(group: string, event: GroupEvent): void {
    this.#writer?.event(group, event);
  }

  /** @internal Records what goes through `next`. */
  readonly around =
    (next: Interceptor): Interceptor =>
    (call) =>
      this.#isRecording || this.#writer !== null ? this.#recorded(call, next) : next(call);

  #recorded(call: InterceptedCall, next: Interceptor): Reply | Promise<Reply> {
    const exchange = this.#begin(call);
    if (this.#isRecording) this.#exchanges.push(exchange);
    const written = this.#writer?.begin(exchange, call.request);
    const startedMs = this.#clock.monotonicMs();
    const tell = (response: unknown): unknown => {
      exchange.response = plain(response);
      exchange.tookMs = Math.round(this.#clock.monotonicMs() - startedMs);
      return response;
    };
    return followed(
      () =>
        next({
          ...call,
          handle: (request, change = (response) => response) =>
            call.handle(request, (response) => tell(change(response))),
          encode: (response) => call.encode(tell(response)),
        }),
      () => written?.end(),
    );
  }

  #begin({ handler, context, request }: InterceptedCall): MutableExchange {
    const message = request as Readonly<Record<string, unknown>>;
    const subjects = subjectsOf(message, (id) => context.metadata.topicName(id));
    return {
      atMs: this.#clock.wallMs(),
      api: handler.api.name,
      version: context.apiVersion,
      clientId: context.clientId,
      connection: context.connection.id,
      topics: [...new Set(subjects.map(({ topic }) => topic))],
      groups: groupsOf(message),
      request: plain(request),
      response: null,
      tookMs: null,
    };
  }
}

/** Does what is to be done, and then something, however it ends. */
function followed(run: () => Reply | Promise<Reply>, end: () => void): Reply | Promise<Reply> {
  let reply: Reply | Promise<Reply>;
  try {
    reply = run();
  } catch (error) {
    end();
    throw error;
  }
  if (reply instanceof Promise) return reply.finally(end);
  end();
  return reply;
}
