// How the records of groups with a server-side assignor change the state, for all kinds of them: a group is there from
// its first record on, in whatever order compaction has left them; a tombstone of what is not there changes nothing.

import type { RecordCodec } from '../../../protocol/message.ts';
import { decodeRecordValue } from '../../../protocol/record-bytes.ts';
import type { StoredRecord } from '../../runtime/partition-writer.ts';
import type { Group } from '../group.ts';
import type { ReplayRecord } from '../group-kind.ts';
import type { GroupState } from '../group-state.ts';

export interface GroupKey {
  readonly groupId: string;
}

export interface MemberKey extends GroupKey {
  readonly memberId: string;
}

/** What a step sees beside its group. */
export interface StepContext {
  readonly state: GroupState;
  readonly stored: StoredRecord;
}

/** What the records of one type do. */
export interface RecordSteps<G, K, V> {
  set(group: G, key: K, value: V, context: StepContext): void;
  /** The tombstone, of a group that is there. */
  remove(group: G, key: K, context: StepContext): void;
}

/** Makes replays of steps; `after` sees a group that was there before, whatever a record has done to it. */
export function replaysFor<G extends Group>(
  kind: new (groupId: string) => G,
  after?: (group: G) => void,
) {
  return <K extends GroupKey & KI, KI, V extends VI, VI>(
    keyCodec: RecordCodec<K, KI>,
    valueCodec: RecordCodec<V, VI>,
    steps: RecordSteps<G, K, V>,
  ): readonly [type: number, replay: ReplayRecord] => {
    const replay: ReplayRecord = (state, { key: reader, value, stored }) => {
      const key = keyCodec.decode(reader, keyCodec.minVersion);
      const found = state.groups.get(key.groupId);
      const known = found instanceof kind ? found : null;
      if (value !== null) {
        const decoded = decodeRecordValue(valueCodec, value);
        steps.set(known ?? begin(kind, state, key.groupId), key, decoded, { state, stored });
      } else if (known !== null) {
        steps.remove(known, key, { state, stored });
      }
      if (known !== null) after?.(known);
    };
    return [keyCodec.type, replay];
  };
}

/** It takes the place of one of another kind: offsets that were read before have made one that has no record. */
function begin<G extends Group>(
  kind: new (groupId: string) => G,
  { groups }: GroupState,
  groupId: string,
): G {
  const group = new kind(groupId);
  groups.set(groupId, group);
  return group;
}
