// What the requests that are for any group (commits, deletion, expiry) and the shard ask of one kind of group.
// A kind is a table of functions; group-kinds.ts lists them all.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Deadline } from '../runtime/deadline.ts';
import type { CoordinatorRecord, StoredRecord } from '../runtime/partition-writer.ts';
import type { Group, GroupType } from './group.ts';
import type { GroupState } from './group-state.ts';
import type { CommittedOffset } from './offsets/committed-offset.ts';

/** Who commits offsets, as OffsetCommit and TxnOffsetCommit say it. */
export interface OffsetCommitter {
  readonly memberId: string;
  readonly instanceId: string | null;
  /** Generation, or member epoch; negative for who is no member. */
  readonly epoch: number;
  readonly apiVersion: number;
  readonly isTransactional: boolean;
}

/** Whether the committer may commit this partition; throws KafkaError, and then nothing is committed. */
export type AdmitPartition = (topicId: Uuid, partition: number) => void;

/** Who fetches offsets (OffsetFetch v9 and later); older versions and tools say nothing of themselves. */
export interface OffsetFetcher {
  readonly memberId: string | null;
  readonly memberEpoch: number;
}

/** When the retention of an offset begins (wall clock, milliseconds). */
export type RetentionStart = (committed: CommittedOffset) => number;

/** A stored record whose type is known; `key` stands after the type. */
export interface TypedRecord {
  readonly key: ByteReader;
  /** Null is a tombstone. It begins with its version. */
  readonly value: Buffer | null;
  readonly stored: StoredRecord;
}

/** Applies a record of one type to the state. Throws MalformedMessageError when it cannot be read. */
export type ReplayRecord = (state: GroupState, record: TypedRecord) => void;

/** Record types (the int16 at the beginning of a key) and what they do. */
export type RecordReplays = readonly (readonly [type: number, replay: ReplayRecord])[];

export interface GroupKind<G extends Group = Group> {
  readonly type: GroupType;
  readonly records: RecordReplays;
  /** The shard has been loaded: the group's timers start. */
  onLoaded(state: GroupState, group: G): void;
  /** The shard goes away: whoever waits is answered, every timer taken back. */
  onUnloaded(state: GroupState, group: G): void;
  /** The sessions of the group's members, by member id. */
  sessions(group: G): Iterable<readonly [memberId: string, session: Deadline | null]>;
  /** Topics were created, grew or went; nothing is stored here. */
  onTopicsChanged?(state: GroupState, group: G, topics: ReadonlySet<string>): void;
  /**
   * Who may not commit gets a KafkaError; a member's commit keeps its session alive. Returns what each
   * partition is asked about, if that makes a difference.
   */
  admitCommit(state: GroupState, group: G, committer: OffsetCommitter): AdmitPartition | undefined;
  /** Who may not fetch gets a KafkaError. */
  admitFetch(state: GroupState, group: G, fetcher: OffsetFetcher): void;
  /** Throws KafkaError NON_EMPTY_GROUP while the group cannot be deleted. */
  admitDelete(group: G): void;
  /** Throws KafkaError while no offsets of the group can be deleted (OffsetDelete). */
  admitOffsetDelete(group: G): void;
  /** Null while none of the group's offsets may expire (topics that it consumes never do). */
  retentionStart(group: G): RetentionStart | null;
  /** Whether a group without offsets is removed when retention is checked. */
  isExpendable(group: G): boolean;
  /** The tombstones of everything that is stored of the group, its offsets aside. */
  removal(state: GroupState, group: G): CoordinatorRecord[];
}
