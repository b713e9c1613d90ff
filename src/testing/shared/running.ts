// What a global setup has started and a global teardown ends. Test runners load the two apart, even as different
// copies of this module, in one process: what they share is the process's.

import type { TestBroker } from '../test-broker.ts';

const KEY: unique symbol = Symbol.for('klamm.shared-brokers');

const shared = globalThis as { [KEY]?: TestBroker[] };

export function keepRunning(broker: TestBroker): void {
  shared[KEY] = [...(shared[KEY] ?? []), broker];
}

export async function closeRunning(): Promise<void> {
  const brokers = shared[KEY] ?? [];
  shared[KEY] = [];
  await Promise.all(brokers.map((broker) => broker.close()));
}
