// Java's hashes and the order of its hash tables; what is expected here was printed by a JDK.

import { describe, expect, it } from 'vitest';
import { javaHashOrder, javaStringHash } from '../../../src/coordinator/runtime/java-hash.ts';

describe('javaStringHash', () => {
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

describe('javaHashOrder', () => {
  it.each([
    [
      ['roundrobin', 'range'],
      ['range', 'roundrobin'],
    ],
    [
      ['consumer-1', 'consumer-2'],
      ['consumer-2', 'consumer-1'],
    ],
    [
      ['sticky', 'cooperative-sticky', 'range'],
      ['sticky', 'range', 'cooperative-sticky'],
    ],
    [
      ['BB', 'Aa'],
      ['BB', 'Aa'],
    ],
  ])('of %j is that of a HashMap', (keys, order) => {
    expect(javaHashOrder(keys)).toEqual(order);
  });

  it('of a table that has grown is that of the larger one', () => {
    const keys = Array.from({ length: 13 }, (_, at) => `protocol-${at + 1}`);
    const order = [6, 5, 8, 7, 9, 2, 10, 1, 11, 4, 12, 3, 13].map((at) => `protocol-${at}`);
    expect(javaHashOrder(keys)).toEqual(order);
  });
});
