// Counts requests as they go by: how many of which API, how long they took, which errors they were answered. Time
// here is the machine's, since the broker's can be moved.

import type { Registry } from 'prom-client';
import { Counter, Histogram } from 'prom-client';
import { errorName } from '../../base/error-code.ts';
import type { InterceptedCall, Interceptor } from '../../dispatch/interceptor.ts';
import { nodeClock } from '../../platform/node-clock.ts';
import { Fetch } from '../../protocol/generated/fetch.ts';
import { Produce } from '../../protocol/generated/produce.ts';
import { ShareFetch } from '../../protocol/generated/share-fetch.ts';
import { errorCodesIn } from './error-codes.ts';
import { TopicTraffic } from './topic-traffic.ts';

type Reply = Buffer | null;

const LATENCY_BUCKETS_MS = [
  ...[0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50],
  ...[100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000],
];
const FETCHES: readonly number[] = [Fetch.key, ShareFetch.key];

export class RequestMetrics {
  readonly topics: TopicTraffic;
  readonly #requests: Counter<'request' | 'version'>;
  readonly #errors: Counter<'request' | 'error'>;
  readonly #times: Histogram<'request'>;
  #isOn = true;

  constructor(registry: Registry) {
    const registers = [registry];
    this.topics = new TopicTraffic(registry);
    this.#requests = new Counter({
      name: 'kafka_network_requestmetrics_requests_total',
      help: 'Requests that were answered, or refused an answer.',
      labelNames: ['request', 'version'],
      registers,
    });
    this.#errors = new Counter({
      name: 'kafka_network_requestmetrics_errors_total',
      help: 'Error codes in answers.',
      labelNames: ['request', 'error'],
      registers,
    });
    this.#times = new Histogram({
      name: 'kafka_network_requestmetrics_totaltimems',
      help: 'Milliseconds from a request that is whole to its answer, waiting included.',
      labelNames: ['request'],
      buckets: LATENCY_BUCKETS_MS,
      registers,
    });
  }

  /** Counts no more. */
  stop(): void {
    this.#isOn = false;
  }

  readonly around =
    (next: Interceptor): Interceptor =>
    (call) =>
      this.#isOn ? this.#counted(call, next) : next(call);

  #counted(call: InterceptedCall, next: Interceptor): Reply | Promise<Reply> {
    const startedMs = nodeClock.monotonicMs();
    let isAnswered = false;
    const see = (response: unknown): unknown => {
      isAnswered = true;
      return this.#answered(call, response);
    };
    const end = (reply: Reply): Reply => {
      if (reply === null && !isAnswered) this.#unanswered(call);
      return reply;
    };
    const leave = (): void => this.#took(call, nodeClock.monotonicMs() - startedMs);
    const asItIs = (response: unknown): unknown => response;
    let reply: Reply | Promise<Reply> = null;
    try {
      reply = next({
        ...call,
        handle: (request, change = asItIs) =>
          call.handle(request, (response) => see(change(response))),
        encode: (response) => call.encode(see(response)),
      });
    } finally {
      if (!(reply instanceof Promise)) leave();
    }
    return reply instanceof Promise ? reply.then(end).finally(leave) : end(reply);
  }

  #took({ handler, context }: InterceptedCall, ms: number): void {
    const request = handler.api.name;
    this.#requests.inc({ request, version: context.apiVersion });
    this.#times.observe({ request }, ms);
  }

  #answered({ handler, context, request }: InterceptedCall, response: unknown): unknown {
    const { name, key } = handler.api;
    for (const code of errorCodesIn(response)) {
      this.#errors.inc({ request: name, error: errorName(code) });
    }
    if (key === Produce.key) {
      this.topics.produced(context, request as never, response as never);
    }
    return FETCHES.includes(key) ? this.topics.fetched(context, response as never) : response;
  }

  /** A Produce with acks=0. */
  #unanswered({ handler, context, request }: InterceptedCall): void {
    if (handler.api.key === Produce.key) this.topics.produced(context, request as never);
  }
}
