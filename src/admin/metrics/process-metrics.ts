// What the process spends, whatever number of brokers it has: processor time, memory, the delay of the event loop.

import { collectDefaultMetrics, Registry } from 'prom-client';

let shared: Registry | null = null;

/** One for the process: measuring begins when it is first asked for, and goes on. */
export function processMetrics(): Registry {
  if (shared === null) {
    shared = new Registry();
    collectDefaultMetrics({ register: shared });
  }
  return shared;
}
