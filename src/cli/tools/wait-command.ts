// `klamm wait HOST:PORT`: ends once a broker answers there, so that a script can go on.

import type { Command } from 'commander';
import type { HostPort } from '../../base/host-port.ts';
import type { ClusterClient } from '../../client/cluster-client.ts';
import { nodeClock, pause } from '../../platform/node-clock.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, clientOf, DEFAULT_TIMEOUT_MS } from './client-options.ts';
import { addExamples } from './examples.ts';
import { parseAddresses } from './values.ts';

const INTERVAL_MS = 100;

export function addWait(program: Command): void {
  const command = program
    .command('wait')
    .description('wait until a broker answers; the exit code is 1 when it does not in time')
    .argument('[address]', 'HOST:PORT of the broker', parseAddresses);
  addClientOptions(command).action((address: HostPort[] | undefined, options: ClientOptions) =>
    waitForBroker(address === undefined ? options : { ...options, bootstrapServer: address }),
  );
  addExamples(command, 'klamm wait localhost:9092 --timeout 30s');
}

async function waitForBroker(options: ClientOptions): Promise<void> {
  const deadlineMs = nodeClock.monotonicMs() + (options.timeout ?? DEFAULT_TIMEOUT_MS);
  for (;;) {
    const leftMs = deadlineMs - nodeClock.monotonicMs();
    const client = clientOf({ ...options, timeout: Math.max(1, leftMs) });
    try {
      await answered(client);
      return;
    } catch (error) {
      if (nodeClock.monotonicMs() + INTERVAL_MS >= deadlineMs) throw error;
    }
    await pause(INTERVAL_MS);
  }
}

async function answered(client: ClusterClient): Promise<void> {
  try {
    await client.metadata([]);
  } finally {
    await client.close();
  }
}
