// The door to randomness: a seeded implementation makes a whole run repeatable.

import type { Uuid } from '../base/uuid.ts';

export interface Random {
  /** A number in [0, 1). */
  fraction(): number;
  /** An integer in [0, limit). */
  below(limit: number): number;
  /** `count` random bytes. */
  bytes(count: number): Buffer;
  /** A random (version 4) uuid, never one that Kafka reserves. */
  uuid(): Uuid;
}
