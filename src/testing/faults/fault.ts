// A fault: which requests, connections or steps of the disk it strikes, and what it does to them.

import type { ErrorCode } from '../../base/error-code.ts';
import type { DiskStep } from '../../platform/interposed-file-system.ts';

/** How often a fault strikes. */
export interface FaultFrequency {
  /** How often it strikes; left out: until it is removed. */
  readonly times?: number;
  /** So many that match pass before the first is struck. */
  readonly skip?: number;
  /** How likely it strikes, from 0 to 1; the broker's `seed` decides the draws. Left out: always. */
  readonly probability?: number;
}

export interface FaultMatch extends FaultFrequency {
  /** Requests that name this topic; of a request for several, the others are served. */
  readonly topic?: string;
  /** With `topic`: this partition alone. */
  readonly partition?: number;
  readonly group?: string;
  readonly transactionalId?: string;
  readonly clientId?: string;
  /** A connection, by the name that `traffic.exchanges` tells. */
  readonly connection?: string;
}

/** Which steps of the disk a fault is about; without a topic: all. */
export interface DiskFaultMatch extends FaultFrequency {
  /** The files of this topic. */
  readonly topic?: string;
  /** With `topic`: those of this partition alone. */
  readonly partition?: number;
}

export type FaultEffect =
  | { readonly kind: 'error'; readonly code: ErrorCode }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'throttle'; readonly ms: number }
  | {
      readonly kind: 'restart';
      readonly how: 'clean' | 'kill';
      readonly when: 'before' | 'after';
    }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'disk error'; readonly code: string; readonly on: readonly DiskStep[] }
  | { readonly kind: 'slow disk'; readonly ms: number; readonly on: readonly DiskStep[] };

/** What a fault did. */
export interface FaultStrike {
  /** Broker time, milliseconds since the epoch. */
  readonly atMs: number;
  /** The API's name, or what else was struck: `connection`, `disk`, `group`, `producer`, `partition`. */
  readonly api: string;
  /** Of the request; null where it was none. */
  readonly version: number | null;
  readonly clientId: string | null;
  /** In words, such as `NOT_LEADER_OR_FOLLOWER for orders-0`. */
  readonly effect: string;
}

/** A fault that has been set. */
export interface Fault {
  /** The API's name, or `*` for all; `connection` or `disk` where no request is struck. */
  readonly api: string;
  readonly match: FaultMatch;
  readonly effect: FaultEffect;
  /** How often it has struck. */
  readonly strikes: number;
  /** It strikes no more. */
  remove(): void;
}
