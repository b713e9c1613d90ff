// Starts a broker inside the test process: on memory or a directory, on a port of its own, with a clock that the
// test moves. Everything but the sockets is the test's alone, so any number of brokers run side by side.

import type { BrokerSettings } from './broker-settings.ts';
import { BrokerWorld } from './broker-world.ts';
import type { Snapshot } from './snapshot.ts';
import { TestBroker } from './test-broker.ts';

export interface StartBrokerOptions extends BrokerSettings {
  /** What the broker holds from the start; left out: nothing. Its options count where these say nothing. */
  readonly from?: Snapshot;
}

/** Resolves once the broker serves. Throws StartError or ListenError that says what is wrong. */
export async function startBroker(options: StartBrokerOptions = {}): Promise<TestBroker> {
  const { from, ...own } = options;
  const world = new BrokerWorld({ ...from?.options, ...own }, from?.disk);
  return new TestBroker(world, await world.start());
}
