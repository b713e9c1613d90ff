// What the lines of the embedded store's log say: the first one is a snapshot of all entries, each
// further one a transaction. Reading them again gives the same entries, revisions and all.

import { assert } from '../base/assert.ts';
import type { MetaChange, MetaEntry, MetaOperation, Revision } from './meta-store.ts';

const FORMAT = 1;

interface SnapshotLine {
  readonly format: number;
  readonly revision: Revision;
  readonly entries: readonly MetaEntry[];
}

interface TransactionLine {
  readonly revision: Revision;
  readonly operations: readonly MetaOperation[];
}

/** Everything that the store holds, at one revision. */
export interface MetaState {
  revision: Revision;
  readonly entries: Map<string, MetaEntry>;
}

/** The first line of a log. */
export function snapshotLine(state: MetaState): string {
  const entries = [...state.entries.values()];
  return JSON.stringify({ format: FORMAT, revision: state.revision, entries });
}

/** The line of one transaction. */
export function transactionLine(revision: Revision, operations: readonly MetaOperation[]): string {
  return JSON.stringify({ revision, operations });
}

/** The state that these lines lead to; no lines are an empty store. */
export function replayLines(lines: readonly string[]): MetaState {
  const state: MetaState = { revision: 0, entries: new Map() };
  lines.forEach((line, at) => {
    if (at === 0) loadSnapshot(state, JSON.parse(line) as SnapshotLine);
    else replayTransaction(state, JSON.parse(line) as TransactionLine);
  });
  return state;
}

function loadSnapshot(state: MetaState, snapshot: SnapshotLine): void {
  assert(snapshot.format === FORMAT, `metadata log format ${snapshot.format} is not known`);
  state.revision = snapshot.revision;
  for (const entry of snapshot.entries) state.entries.set(entry.key, entry);
}

function replayTransaction(state: MetaState, line: TransactionLine): void {
  assert(line.revision === state.revision + 1, `revision ${line.revision} is out of order`);
  applyChange(state, changeOf(state, line.operations));
}

/** What a transaction of these operations does to this state. */
export function changeOf(state: MetaState, operations: readonly MetaOperation[]): MetaChange {
  const revision = state.revision + 1;
  const changes = operations.map((operation) => {
    if ('delete' in operation) return { key: operation.delete, entry: null };
    const key = operation.put;
    const createRevision = state.entries.get(key)?.createRevision ?? revision;
    const lease = operation.lease ?? null;
    const entry = { key, value: operation.value, createRevision, modRevision: revision, lease };
    return { key, entry };
  });
  return { revision, changes };
}

/** Applies the next transaction. */
export function applyChange(state: MetaState, change: MetaChange): void {
  assert(change.revision === state.revision + 1, `revision ${change.revision} is out of order`);
  for (const { key, entry } of change.changes) {
    if (entry === null) state.entries.delete(key);
    else state.entries.set(key, entry);
  }
  state.revision = change.revision;
}
