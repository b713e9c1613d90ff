// Connections and bytes on them, as the network layer counts them: from the start of the broker that serves now.

import type { Registry } from 'prom-client';
import { Counter, Gauge } from 'prom-client';
import type { Broker } from '../../broker/broker.ts';

type NetworkCounters = Broker['network'];

const PREFIX = 'kafka_server_socket_server_metrics';

const SUMS: readonly [field: keyof NetworkCounters, name: string, help: string][] = [
  ['accepted', 'connection_creation_total', 'Connections that were accepted.'],
  ['refused', 'connection_refused_total', 'Connections that a limit turned away.'],
  ['requests', 'request_total', 'Frames that came in whole.'],
  ['bytesIn', 'incoming_byte_total', 'Bytes that came in.'],
  ['bytesOut', 'outgoing_byte_total', 'Bytes of answers that have left.'],
];

export class NetworkSums {
  readonly #connections: Gauge;
  readonly #sums: readonly { readonly field: keyof NetworkCounters; readonly counter: Counter }[];

  constructor(registry: Registry) {
    const registers = [registry];
    this.#connections = new Gauge({
      name: `${PREFIX}_connection_count`,
      help: 'Connections that are open.',
      registers,
    });
    this.#sums = SUMS.map(([field, name, help]) => {
      return { field, counter: new Counter({ name: `${PREFIX}_${name}`, help, registers }) };
    });
  }

  look(counters: NetworkCounters): void {
    this.#connections.set(counters.connections);
    for (const { field, counter } of this.#sums) {
      counter.reset();
      counter.inc(counters[field]);
    }
  }
}
