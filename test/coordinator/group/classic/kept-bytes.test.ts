// What a classic group keeps of what its members sent.

import { describe, expect, it } from 'vitest';
import { ClassicGroup } from '../../../../src/coordinator/group/classic/classic-group.ts';
import {
  areSame,
  keptProtocols,
  keptTogether,
} from '../../../../src/coordinator/group/classic/kept-bytes.ts';
import type { StoredMember } from '../../../../src/coordinator/group/classic/stored-group.ts';

const range = (metadata: string) => ({ name: 'range', metadata: Buffer.from(metadata) });

function storedMember(memberId: string, subscription: string): StoredMember {
  return {
    memberId,
    instanceId: null,
    clientId: 'client',
    clientHost: '/127.0.0.1',
    rebalanceTimeoutMs: 60_000,
    sessionTimeoutMs: 45_000,
    subscription: Buffer.from(subscription),
    assignment: Buffer.from(`of ${memberId}`),
  };
}

function groupOf(...members: readonly StoredMember[]): ClassicGroup {
  return new ClassicGroup('g', {
    protocolType: 'connect',
    generation: 1,
    protocolName: 'range',
    leaderId: members[0]?.memberId ?? null,
    stateTimestampMs: 0,
    members,
  });
}

describe('protocols', () => {
  it('are kept once by members that offer the same', () => {
    const group = groupOf(storedMember('a', 'topics'), storedMember('b', 'topics'));
    const [a, b] = [group.members.get('a'), group.members.get('b')];
    expect(b?.protocols).toBe(a?.protocols);
  });

  it('are a copy when no other member offers the same', () => {
    const offered = [range('mine')];
    const kept = keptProtocols(offered, [range('other')]);
    expect(areSame(kept, offered)).toBe(true);
    expect(kept[0]?.metadata.buffer).not.toBe(offered[0]?.metadata.buffer);
  });

  it('differ by name, metadata, order and number', () => {
    const both = [range('a'), { name: 'sticky', metadata: Buffer.from('b') }];
    expect(
      areSame(
        both,
        both.map((offer) => ({ ...offer })),
      ),
    ).toBe(true);
    expect(areSame(both, both.slice(0, 1))).toBe(false);
    expect(areSame(both, both.toReversed())).toBe(false);
    expect(areSame([range('a')], [range('b')])).toBe(false);
  });
});

describe('assignments', () => {
  it('hold on to nothing but themselves, though they came in a slice of the pool', () => {
    const group = groupOf(storedMember('a', 'topics'), storedMember('b', 'other topics'));
    const kept = Array.from(group.members, ({ assignment }) => assignment);
    expect(kept.map(String)).toEqual(['of a', 'of b']);
    expect(kept.map(({ buffer }) => buffer.byteLength)).toEqual([8, 8]);
  });

  it('may be empty', () => {
    expect(keptTogether([Buffer.alloc(0), Buffer.from('x')]).map(String)).toEqual(['', 'x']);
    expect(keptTogether([])).toEqual([]);
  });
});
