// Refusals and answers of one response: what comes first, and what becomes one topic.

import { describe, expect, it } from 'vitest';
import { joinTopics, splitPartitions } from '../../src/dispatch/join-topics.ts';

const topic = (name: string, ...partitions: string[]) => ({ name, partitions });
const byName = ({ name }: { readonly name: string }) => name;

describe('joinTopics', () => {
  it('leaves the answers as they are when nothing was refused', () => {
    const answered = [topic('a', 'a0'), topic('a', 'a1')];
    expect(joinTopics([], answered, byName)).toBe(answered);
  });

  it('tells refusals first, and one topic once', () => {
    const refused = [topic('b', 'b9'), topic('x', 'x0'), topic('x', 'x1')];
    const answered = [topic('a', 'a0'), topic('b', 'b0', 'b1')];
    expect(joinTopics(refused, answered, byName)).toEqual([
      topic('b', 'b9', 'b0', 'b1'),
      topic('x', 'x0', 'x1'),
      topic('a', 'a0'),
    ]);
  });
});

describe('splitPartitions', () => {
  it('keeps the order on both sides', () => {
    const { existing, missing } = splitPartitions([5, 0, 9, 1], (index) => index < 2);
    expect(existing).toEqual([0, 1]);
    expect(missing).toEqual([5, 9]);
  });
});
