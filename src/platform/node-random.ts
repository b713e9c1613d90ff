// The randomness of a running broker. Bytes and uuids come from the cryptographic generator; numbers
// for jitter and choice need none.

import { randomBytes } from 'node:crypto';
import type { Random } from './random.ts';
import { drawUuid } from './random.ts';

/** Real randomness. */
export const nodeRandom: Random = {
  fraction: () => Math.random(),
  below: (limit) => Math.floor(Math.random() * limit),
  bytes: (count) => randomBytes(count),
  uuid: () => drawUuid(randomBytes),
};
