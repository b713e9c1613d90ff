// The door `klamm/vitest/global-setup`: Vitest's `globalSetup` names it, or a file that makes one with options.

import type { TestProject } from 'vitest/node';
import { startForAll } from './testing/shared/global-setup.ts';
import type { StartBrokerOptions } from './testing/start-broker.ts';

type GlobalSetup = (project: TestProject) => Promise<() => Promise<void>>;

/** A global setup that starts a broker with these options for all workers. */
export function globalSetup(options: StartBrokerOptions = {}): GlobalSetup {
  return async (project) => {
    const broker = await startForAll(options);
    project.provide('klamm', { bootstrapServers: broker.bootstrapServers });
    return () => broker.close();
  };
}

export default globalSetup();
