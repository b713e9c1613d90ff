// What a shard makes of the records of `__consumer_offsets`.

import { describe, expect, it } from 'vitest';
import { MalformedMessageError } from '../../../src/base/malformed-message-error.ts';
import { ZERO_UUID } from '../../../src/base/uuid.ts';
import { groupRecord } from '../../../src/coordinator/group/classic/classic-records.ts';
import { emptyStoredGroup } from '../../../src/coordinator/group/classic/stored-group.ts';
import { DEFAULT_GROUP_COORDINATOR_CONFIG } from '../../../src/coordinator/group/group-coordinator-config.ts';
import { GroupState } from '../../../src/coordinator/group/group-state.ts';
import { offsetRecord } from '../../../src/coordinator/group/offsets/offset-records.ts';
import { replay } from '../../../src/coordinator/group/replay.ts';
import type { CoordinatorRecord } from '../../../src/coordinator/runtime/partition-writer.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { NO_TOPICS } from '../support/memory-topics.ts';

const COMMITTED = {
  offset: 42,
  leaderEpoch: 7,
  metadata: 'm',
  commitTimestampMs: 1000,
  expireTimestampMs: -1,
  topicId: ZERO_UUID,
};

function newState(): GroupState {
  const clock = new VirtualClock();
  return new GroupState({
    ...{ clock, random: new SeededRandom(1), logger: silentLogger, ...NO_TOPICS },
    scheduler: { schedule: () => ({ cancel: () => {} }), execute: () => {} },
    config: () => DEFAULT_GROUP_COORDINATOR_CONFIG,
  });
}

function apply(state: GroupState, record: CoordinatorRecord): void {
  replay(state, { ...record, offset: 0, timestampMs: 0, producerId: -1 });
}

describe('replay', () => {
  it('takes offsets with the key type of old brokers', () => {
    const state = newState();
    const { key, value } = offsetRecord('g', 't', 3, COMMITTED);
    const oldKey = Buffer.from(key);
    oldKey.writeInt16BE(0);
    apply(state, { key: oldKey, value });
    expect(state.offsets.get('g', 't', 3)).toMatchObject(COMMITTED);
  });

  it('forgets by tombstones', () => {
    const state = newState();
    apply(state, groupRecord('g', emptyStoredGroup(0)));
    apply(state, offsetRecord('g', 't', 3, COMMITTED));
    apply(state, offsetRecord('g', 't', 3, null));
    expect(state.offsets.get('g', 't', 3)).toBeUndefined();
    apply(state, groupRecord('g', null));
    expect(state.groups.size).toBe(0);
  });

  it('leaves records of an unknown type alone, whatever is in them', () => {
    const state = newState();
    apply(state, { key: Buffer.from('0063ffff', 'hex'), value: Buffer.from('ffff', 'hex') });
    expect(state.groups.size).toBe(0);
  });

  it('refuses what cannot be read', () => {
    const state = newState();
    expect(() => apply(state, { key: Buffer.from('00', 'hex'), value: null })).toThrow(
      MalformedMessageError,
    );
    const { key } = offsetRecord('g', 't', 3, null);
    expect(() => apply(state, { key, value: Buffer.from('000400', 'hex') })).toThrow(
      MalformedMessageError,
    );
  });
});
