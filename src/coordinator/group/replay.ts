// The only way in which what is stored of groups and offsets changes: a record, applied to the state.

import { ByteReader } from '../../base/byte-reader.ts';
import type { StoredRecord } from '../runtime/partition-writer.ts';
import { REPLAYS } from './group-kinds.ts';
import type { GroupState } from './group-state.ts';

/** Applies a record. Types that later versions write are kept in the log, unread. */
export function replay(state: GroupState, stored: StoredRecord): void {
  if (stored.key === null) return;
  const key = new ByteReader(stored.key);
  const type = key.int16('type');
  const apply = REPLAYS.get(type);
  if (apply !== undefined) apply(state, { key, value: stored.value, stored });
  else if (!state.unknownTypes.has(type)) {
    state.unknownTypes.add(type);
    state.logger.warn({ type }, 'records of an unknown type are left as they are');
  }
}
