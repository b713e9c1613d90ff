// Share sessions: how many there may be, which epochs go on with one, and what a member must hear of.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../src/base/error-code.ts';
import type { Uuid } from '../../../src/base/uuid.ts';
import { ShareSessionCache } from '../../../src/replication/share/share-session-cache.ts';

const topicId = 'AAAAAAAAAAAAAAAAAAAAAQ' as Uuid;
const place = (partition: number) => ({ topic: 't', topicId, partition });

function open(cache: ShareSessionCache, memberId: string, epoch: number, partitions = [place(0)]) {
  const rest = { connectionId: 'c', forgotten: [], hasAcknowledgements: false };
  return cache.open({ groupId: 'g', memberId, epoch, partitions, ...rest });
}

function codeOf(act: () => unknown): unknown {
  try {
    act();
    return ErrorCode.NONE;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

it('a member has one session: opening it again begins it anew', () => {
  const cache = new ShareSessionCache(() => 10);
  open(cache, 'a', 0);
  open(cache, 'a', 1, [place(1)]);
  expect(cache.get('g', 'a')?.partitions).toHaveLength(2);
  open(cache, 'a', 0);
  expect(cache.size).toBe(1);
  expect(cache.get('g', 'a')).toMatchObject({ epoch: 1 });
  expect(cache.get('g', 'a')?.partitions).toHaveLength(1);
});

it('there are no more sessions than allowed, and none is given up for another', () => {
  const cache = new ShareSessionCache(() => 1);
  open(cache, 'a', 0);
  expect(codeOf(() => open(cache, 'b', 0))).toBe(ErrorCode.SHARE_SESSION_LIMIT_REACHED);
  cache.remove('g', 'a');
  expect(codeOf(() => open(cache, 'b', 0))).toBe(ErrorCode.NONE);
});

it('members and groups whose names run together are told apart', () => {
  const cache = new ShareSessionCache(() => 10);
  open(cache, 'a', 0);
  expect(cache.get('ga', '')).toBeUndefined();
  expect(cache.get('', 'ag')).toBeUndefined();
});

describe('the answer of a session', () => {
  const news = { errorCode: ErrorCode.NONE, recordsBytes: 0 };

  it('leaves out what has no news', () => {
    const session = open(new ShareSessionCache(() => 10), 'a', 0);
    expect(session?.takeNews(place(0), news)).toBe(false);
    expect(session?.takeNews(place(0), { ...news, recordsBytes: 1 })).toBe(true);
  });

  it('names a partition that was added, once', () => {
    const cache = new ShareSessionCache(() => 10);
    open(cache, 'a', 0);
    const session = open(cache, 'a', 1, [place(1)]);
    expect(session?.takeNews(place(1), news)).toBe(true);
    expect(session?.takeNews(place(1), news)).toBe(false);
  });

  it('tells of an error each time, and once that it is gone', () => {
    const session = open(new ShareSessionCache(() => 10), 'a', 0);
    const failed = { ...news, errorCode: ErrorCode.UNKNOWN_SERVER_ERROR };
    expect([failed, failed, news, news].map((each) => session?.takeNews(place(0), each))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
