// What the routes act on: one broker, and what was made of it over HTTP.

import type { Fault } from '../testing/faults/fault.ts';
import type { Snapshot } from '../testing/snapshot.ts';
import type { TestBroker } from '../testing/test-broker.ts';
import type { Shelf } from './shelf.ts';

/** A snapshot as it was taken. */
export interface KeptSnapshot {
  readonly snapshot: Snapshot;
  /** Broker time, milliseconds since the epoch. */
  readonly takenAtMs: number;
}

/** Another broker of this process, with an endpoint of its own. */
export interface Fork {
  readonly broker: TestBroker;
  readonly url: string;
  close(): Promise<void>;
}

export interface AdminContext {
  readonly broker: TestBroker;
  readonly snapshots: Shelf<KeptSnapshot>;
  readonly forks: Shelf<Fork>;
  /** The ids of faults, which have none of their own. */
  faultId(fault: Fault): string;
  /** Starts another broker with what the snapshot holds. */
  fork(snapshot: Snapshot): Promise<Fork>;
  /** Why the broker cannot serve any more; null while nothing stands against it. */
  failure(): string | null;
  /** In Prometheus' text format. */
  metrics(): Promise<{ readonly text: string; readonly contentType: string }>;
  /** Counts no more. */
  stop(): void;
}
