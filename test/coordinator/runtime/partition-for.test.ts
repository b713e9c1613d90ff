// The partition of a group, as every client and broker computes it.

import { describe, expect, it } from 'vitest';
import { javaStringHash } from '../../../src/coordinator/runtime/java-hash.ts';
import { partitionFor } from '../../../src/coordinator/runtime/partition-for.ts';

describe('the partition of a group', () => {
  it('is the absolute hash modulo the number of partitions', () => {
    expect(partitionFor('hello', 50)).toBe(22);
    expect(partitionFor('polygenelubricants', 50)).toBe(0);
    expect(partitionFor('test-group', 50)).toBe(Math.abs(javaStringHash('test-group')) % 50);
  });
});
