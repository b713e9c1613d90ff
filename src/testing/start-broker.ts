// Starts a broker inside the test process: on memory or a directory, on a port of its own, with a clock that the
// test moves. Everything but the sockets is the test's alone, so any number of brokers run side by side.

import { nodeFileSystem } from '../platform/node-file-system.ts';
import type { BrokerSettings } from './broker-settings.ts';
import { BrokerWorld } from './broker-world.ts';
import { requireEmpty } from './content/broker-content.ts';
import type { Snapshot } from './snapshot.ts';
import { TestBroker } from './test-broker.ts';

export interface StartBrokerOptions extends BrokerSettings {
  /**
   * What the broker holds from the start; left out: nothing. The options of the broker that it was taken of count
   * where these say nothing, but for `directory`, which must be empty.
   */
  readonly from?: Snapshot;
}

/** Resolves once the broker serves. Throws StartError or ListenError that says what is wrong. */
export async function startBroker(options: StartBrokerOptions = {}): Promise<TestBroker> {
  const { from, ...own } = options;
  const { directory: _, ...settings } = from?.options ?? {};
  const world = await BrokerWorld.of({ ...settings, ...own });
  if (from !== undefined) {
    if (own.directory !== undefined) requireEmpty({ files: nodeFileSystem, path: own.directory });
    world.content.replace(from.image);
  }
  return new TestBroker(world, await world.start());
}
