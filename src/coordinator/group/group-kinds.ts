// The one list of kinds of groups, and of the record types of `__consumer_offsets`.

import { CLASSIC_GROUPS } from './classic/classic-groups.ts';
import { CONSUMER_GROUPS } from './consumer/consumer-groups.ts';
import type { Group, GroupType } from './group.ts';
import type { GroupKind, ReplayRecord } from './group-kind.ts';
import { OFFSET_RECORDS } from './offsets/offset-records.ts';
import { SHARE_GROUPS } from './share/share-groups.ts';
import { STREAMS_GROUPS } from './streams/streams-groups.ts';

const KINDS: readonly GroupKind[] = [CLASSIC_GROUPS, CONSUMER_GROUPS, SHARE_GROUPS, STREAMS_GROUPS];

const BY_TYPE = new Map<GroupType, GroupKind>(KINDS.map((kind) => [kind.type, kind]));

/** How each record type changes the state. */
export const REPLAYS: ReadonlyMap<number, ReplayRecord> = new Map([
  ...OFFSET_RECORDS,
  ...KINDS.flatMap(({ records }) => records),
]);

/** The kind of a group. */
export function kindOf(group: Group): GroupKind {
  const kind = BY_TYPE.get(group.type);
  if (kind === undefined) throw new Error(`no kind of group is called ${group.type}`);
  return kind;
}
