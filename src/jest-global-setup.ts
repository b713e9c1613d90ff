// The door `klamm/jest/global-setup`: Jest's `globalSetup` names it, or a file that makes one with options.

import { startForAll } from './testing/shared/global-setup.ts';
import { keepRunning } from './testing/shared/running.ts';
import type { StartBrokerOptions } from './testing/start-broker.ts';

/** A global setup that starts a broker with these options for all workers. */
export function globalSetup(options: StartBrokerOptions = {}): () => Promise<void> {
  return async () => keepRunning(await startForAll(options));
}

export default globalSetup();
