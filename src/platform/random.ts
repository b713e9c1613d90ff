// The door to randomness: a seeded implementation makes a whole run repeatable.

import type { Uuid } from '../base/uuid.ts';
import { UUID_BYTES, uuidFromBytes } from '../base/uuid.ts';

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

/** Makes the uuid that 16 random bytes stand for, drawing again when it is one that Kafka avoids. */
export function drawUuid(bytes: (count: number) => Buffer): Uuid {
  for (;;) {
    const drawn = bytes(UUID_BYTES);
    drawn[6] = ((drawn[6] as number) & 0x0f) | 0x40;
    drawn[8] = ((drawn[8] as number) & 0x3f) | 0x80;
    const uuid = uuidFromBytes(drawn);
    // The reserved ids are none of version 4. A leading dash would be taken for an option on a command line.
    if (!uuid.startsWith('-')) return uuid;
  }
}
