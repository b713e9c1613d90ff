// How far clients have read, out of what they ask to fetch: a consumer that fetches from an offset has what is before
// it. And which groups a client is in, since a fetch names none.

import type { InterceptedCall, Interceptor } from '../dispatch/interceptor.ts';
import type { FetchRequest } from '../protocol/generated/fetch.ts';
import { groupsOf } from './faults/request-subjects.ts';

/** What a client has read of a partition over one connection. */
export interface Reading {
  readonly clientId: string;
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

const MEMBERSHIP_REQUESTS = new Set([
  'JoinGroup',
  'ConsumerGroupHeartbeat',
  'StreamsGroupHeartbeat',
]);

export class ReadPositions {
  readonly #readings = new Map<string, Reading>();
  readonly #groups = new Map<string, Set<string>>();

  /** Takes note of each request on its way. */
  readonly around =
    (next: Interceptor): Interceptor =>
    (call) => {
      this.#see(call);
      return next(call);
    };

  #see({ handler, context, request }: InterceptedCall): void {
    const { name } = handler.api;
    const clientId = context.clientId ?? '';
    if (name === 'Fetch') this.#seeFetch(request as FetchRequest, context, clientId);
    if (!MEMBERSHIP_REQUESTS.has(name)) return;
    const groups = this.#groups.get(clientId) ?? new Set();
    for (const group of groupsOf(request as Readonly<Record<string, unknown>>)) groups.add(group);
    this.#groups.set(clientId, groups);
  }

  /** Where something was read. */
  readings(): Reading[] {
    return [...this.#readings.values()].filter(({ from, to }) => to > from);
  }

  /** From where on a client has read a partition, over each of its connections. */
  beginnings(clientId: string, topic: string, partition: number): number[] {
    return [...this.#readings.values()]
      .filter((reading) => reading.clientId === clientId && reading.topic === topic)
      .filter((reading) => reading.partition === partition)
      .map(({ from }) => from);
  }

  /** The groups that a client is or was in. */
  groupsOf(clientId: string): readonly string[] {
    return [...(this.#groups.get(clientId) ?? [])];
  }

  #seeFetch(
    { topics }: FetchRequest,
    { metadata, connection }: InterceptedCall['context'],
    clientId: string,
  ): void {
    for (const { topic: name, topicId, partitions } of topics) {
      const topic = name === '' ? metadata.topicName(topicId) : name;
      if (topic === null) continue;
      for (const { partition, fetchOffset } of partitions) {
        const key = `${connection.id} ${topic} ${partition}`;
        const { from = fetchOffset, to = fetchOffset } = this.#readings.get(key) ?? {};
        this.#readings.set(key, {
          ...{ clientId, topic, partition },
          from: Math.min(from, fetchOffset),
          to: Math.max(to, fetchOffset),
        });
      }
    }
  }
}
