// Which partitions of a share group have a state in the share coordinator (KIP-932): those that are getting
// one, those that have one, and topics that are losing theirs. Values; every step returns a new one.
// Invariant: only partitions in `initialized` are assigned to members.

import type { Uuid } from '../../../base/uuid.ts';

/** Some partitions of a topic, and how the topic is called. */
export interface NamedPartitions {
  readonly name: string;
  readonly partitions: ReadonlySet<number>;
}

export type NamedPartitionsById = ReadonlyMap<Uuid, NamedPartitions>;

/** Some partitions of each topic. */
export type PartitionsById = ReadonlyMap<Uuid, ReadonlySet<number>>;

export interface StatePartitions {
  readonly initializing: NamedPartitionsById;
  readonly initialized: NamedPartitionsById;
  /** The names of topics whose state is being deleted. */
  readonly deleting: ReadonlyMap<Uuid, string>;
  /** When this was stored: what is still initializing long afterwards is tried again. */
  readonly storedAtMs: number;
}

export const NO_STATE_PARTITIONS: StatePartitions = {
  initializing: new Map(),
  initialized: new Map(),
  deleting: new Map(),
  storedAtMs: 0,
};

/** What must be known of a topic here. */
export interface PartitionedTopic {
  readonly topicId: Uuid;
  readonly name: string;
  /** How many it has. */
  readonly partitions: number;
}

/** The partitions of these topics that have no state; with `retry`, those that are getting one as well. */
export function partitionsWithoutState(
  { initialized, initializing }: StatePartitions,
  topics: Iterable<PartitionedTopic>,
  retry: boolean,
): NamedPartitionsById {
  const missing = new Map<Uuid, NamedPartitions>();
  for (const { topicId, name, partitions: count } of topics) {
    // By far the most heartbeats find that all partitions have one.
    if (initialized.get(topicId)?.partitions.size === count) continue;
    const partitions = allPartitions(count);
    for (const partition of initialized.get(topicId)?.partitions ?? []) {
      partitions.delete(partition);
    }
    if (!retry) {
      for (const partition of initializing.get(topicId)?.partitions ?? []) {
        partitions.delete(partition);
      }
    }
    if (partitions.size > 0) missing.set(topicId, { name, partitions });
  }
  return missing;
}

/** These begin to get a state; a topic that was losing its own is not any more. */
export function beginInitializing(
  state: StatePartitions,
  begun: NamedPartitionsById,
): StatePartitions {
  const initializing = union(state.initializing, begun);
  const deleting = without(state.deleting, [...initializing.keys()]);
  return { ...state, initializing, deleting };
}

/**
 * The share coordinator has answered: `initialized` have a state, `failed` have none and may be tried again.
 * What is not initializing any more (its topic or group went meanwhile) stays out.
 */
export function endInitializing(
  state: StatePartitions,
  initialized: PartitionsById,
  failed: PartitionsById,
): StatePartitions {
  const succeeded = new Map<Uuid, NamedPartitions>();
  const initializing = new Map<Uuid, NamedPartitions>();
  for (const [topicId, { name, partitions }] of state.initializing) {
    const now = initialized.get(topicId);
    const gone = failed.get(topicId);
    const done = new Set([...partitions].filter((partition) => now?.has(partition) === true));
    const left = new Set(
      [...partitions].filter((partition) => !done.has(partition) && gone?.has(partition) !== true),
    );
    if (done.size > 0) succeeded.set(topicId, { name, partitions: done });
    if (left.size > 0) initializing.set(topicId, { name, partitions: left });
  }
  return { ...state, initializing, initialized: union(state.initialized, succeeded) };
}

/** The state of these topics begins to go. */
export function beginDeleting(
  state: StatePartitions,
  topics: ReadonlyMap<Uuid, string>,
): StatePartitions {
  return {
    ...state,
    initialized: without(state.initialized, [...topics.keys()]),
    deleting: new Map([...state.deleting, ...topics]),
  };
}

/** The state of these topics is gone. */
export function endDeleting(state: StatePartitions, topicIds: Iterable<Uuid>): StatePartitions {
  return { ...state, deleting: without(state.deleting, topicIds) };
}

/** All state begins to go, because the group does. */
export function deleteEverything(candidates: NamedPartitionsById): StatePartitions {
  const deleting = new Map([...candidates].map(([topicId, { name }]) => [topicId, name]));
  return { ...NO_STATE_PARTITIONS, deleting };
}

/** What is left when these topics are gone; the same value when the group never had to do with them. */
export function forgetTopics(state: StatePartitions, topicIds: ReadonlySet<Uuid>): StatePartitions {
  const { initializing, initialized, deleting } = state;
  const isConcerned = [initializing, initialized, deleting].some((topics) =>
    [...topics.keys()].some((topicId) => topicIds.has(topicId)),
  );
  if (!isConcerned) return state;
  return {
    ...state,
    initializing: without(initializing, topicIds),
    initialized: without(initialized, topicIds),
    deleting: without(deleting, topicIds),
  };
}

/** The partitions of both. A topic that is in both is called as the second says. */
export function union(
  first: NamedPartitionsById,
  second: NamedPartitionsById,
): NamedPartitionsById {
  const all = new Map(first);
  for (const [topicId, { name, partitions }] of second) {
    const before = first.get(topicId)?.partitions ?? [];
    all.set(topicId, { name, partitions: new Set([...before, ...partitions]) });
  }
  return all;
}

/** Partitions 0 to `count` - 1. */
export function allPartitions(count: number): Set<number> {
  return new Set(Array.from({ length: count }, (_, partition) => partition));
}

function without<V>(topics: ReadonlyMap<Uuid, V>, topicIds: Iterable<Uuid>): ReadonlyMap<Uuid, V> {
  const left = new Map(topics);
  for (const topicId of topicIds) left.delete(topicId);
  return left;
}
