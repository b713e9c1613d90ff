// Makes sure of a coordinator, as every client does first: a broker creates the coordinator's topic when somebody
// asks for the first time, and loads its partition.

import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorCode } from '../../../src/base/error-code.ts';
import { FindCoordinator } from '../../../src/protocol/generated/find-coordinator.ts';
import type { WireClient } from '../../../test/support/wire-client.ts';

const VERSION = 4;
const POLL_MS = 20;

/** What goes away by itself: the topic is being created, the partition is being loaded. */
export const COORDINATOR_COMES: ReadonlySet<number> = new Set([
  ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.NOT_COORDINATOR,
]);

const KEY_TYPES = { group: 0, transaction: 1 } as const;

/** Resolves once the broker says that the key has a coordinator; there is one broker, so it is that. */
export async function findCoordinator(
  client: WireClient,
  kind: keyof typeof KEY_TYPES,
  key: string,
): Promise<void> {
  for (;;) {
    const request = { keyType: KEY_TYPES[kind], coordinatorKeys: [key] };
    const { coordinators } = await client.send(FindCoordinator, VERSION, request);
    const errorCode = coordinators[0]?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR;
    if (errorCode === 0) return;
    if (!COORDINATOR_COMES.has(errorCode)) throw new Error(`no coordinator: error ${errorCode}`);
    await sleep(POLL_MS);
  }
}
