// The partition of a group, as every client and broker computes it.

import { describe, expect, it } from 'vitest';
import { javaStringHash, partitionFor } from '../../../src/coordinator/runtime/partition-for.ts';

describe('the hash of a group id', () => {
  it.each([
    ['', 0],
    ['a', 97],
    ['hello', 99162322],
    ['console-consumer-12345', 158455506],
    ['polygenelubricants', -2147483648],
    ['gr\u00fc\u00dfe \ud83d\ude00', 347379084],
  ])('of %j is that of a Java string', (text, hash) => {
    expect(javaStringHash(text)).toBe(hash);
  });
});

describe('the partition of a group', () => {
  it('is the absolute hash modulo the number of partitions', () => {
    expect(partitionFor('hello', 50)).toBe(22);
    expect(partitionFor('polygenelubricants', 50)).toBe(0);
    expect(partitionFor('test-group', 50)).toBe(Math.abs(javaStringHash('test-group')) % 50);
  });
});
