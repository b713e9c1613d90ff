// A fault: which requests it strikes, and what it does to them.

import type { ErrorCode } from '../../base/error-code.ts';

export interface FaultMatch {
  /** Requests that name this topic; of a request for several, the others are served. */
  readonly topic?: string;
  /** With `topic`: this partition alone. */
  readonly partition?: number;
  readonly group?: string;
  readonly clientId?: string;
  /** How often it strikes; left out: until it is removed. */
  readonly times?: number;
  /** How likely it strikes, from 0 to 1; the broker's `seed` decides the draws. Left out: always. */
  readonly probability?: number;
}

export type FaultEffect =
  | { readonly kind: 'error'; readonly code: ErrorCode }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'throttle'; readonly ms: number };

/** What a fault did. */
export interface FaultStrike {
  /** Broker time, milliseconds since the epoch. */
  readonly atMs: number;
  readonly api: string;
  readonly version: number;
  readonly clientId: string | null;
  /** In words, such as `NOT_LEADER_OR_FOLLOWER for orders-0`. */
  readonly effect: string;
}

/** A fault that has been set. */
export interface Fault {
  /** The API's name, or `*` for all. */
  readonly api: string;
  readonly match: FaultMatch;
  readonly effect: FaultEffect;
  /** How often it has struck. */
  readonly strikes: number;
  /** It strikes no more. */
  remove(): void;
}
