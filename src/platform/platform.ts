// The world as one value: what a broker is given instead of reaching for it. Tests and simulation put
// their own together.

import type { Clock } from './clock.ts';
import type { FileSystem } from './file-system.ts';
import type { Offload } from './offload.ts';
import type { Random } from './random.ts';
import type { Transport } from './transport.ts';

export interface Platform {
  readonly clock: Clock;
  /** The time that clients live in, by which connections are found idle or stuck; left out: `clock`. */
  readonly connectionClock?: Clock;
  readonly random: Random;
  readonly files: FileSystem;
  readonly transport: Transport;
  /** Other threads, for long work. */
  readonly offload: Offload;
  /** Descriptors that the process may have; left out: nobody knows. */
  readonly descriptorLimit?: number | undefined;
}
