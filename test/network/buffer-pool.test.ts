import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BufferPool } from '../../src/network/buffer-pool.ts';

const MIB = 1024 * 1024;

describe('a pool of buffers', () => {
  test('gives buffers of exactly the size asked for', () => {
    const pool = new BufferPool();
    for (const size of [0, 1, 4096, 4097, 5000, 65_536, MIB + 1, 8 * MIB, 9 * MIB]) {
      expect(pool.allocate(size)).toHaveLength(size);
    }
  });

  test('gives the same memory again once it was released', () => {
    const pool = new BufferPool();
    const first = pool.allocate(10_000);
    pool.release(first);
    expect(pool.freeBytes).toBeGreaterThanOrEqual(10_000);
    expect(pool.allocate(10_100).buffer).toBe(first.buffer);
    expect(pool.freeBytes).toBe(0);
  });

  test('wastes at most a fifth of a pooled buffer', () => {
    const pool = new BufferPool();
    const sizes = fc.integer({ min: 4097, max: 8 * MIB });
    fc.assert(
      fc.property(sizes, (size) => {
        const buffer = pool.allocate(size);
        expect(buffer.buffer.byteLength).toBeLessThanOrEqual(size * 1.26);
        pool.release(buffer);
      }),
      { numRuns: 50 },
    );
  });

  test('takes a buffer back once, however often it is released', () => {
    const pool = new BufferPool();
    const buffer = pool.allocate(10_000);
    pool.release(buffer);
    pool.release(buffer);
    expect(pool.allocate(10_000).buffer).not.toBe(pool.allocate(10_000).buffer);
  });

  test('leaves buffers of other origin alone', () => {
    const pool = new BufferPool();
    pool.release(Buffer.alloc(10_240));
    pool.release(Buffer.from('small'));
    expect(pool.freeBytes).toBe(0);
  });

  test('never gives a discarded buffer again', () => {
    const pool = new BufferPool();
    const buffer = pool.allocate(10_000);
    pool.discard(buffer);
    pool.release(buffer);
    expect([pool.freeBytes, pool.lentBuffers]).toEqual([0, 0]);
  });

  test('keeps no more than its bound, and no giants', () => {
    const pool = new BufferPool({ maxFreeBytes: 3 * MIB });
    const lent = Array.from({ length: 5 }, () => pool.allocate(MIB));
    for (const buffer of lent) pool.release(buffer);
    expect(pool.freeBytes).toBe(3 * MIB);
    const giants = new BufferPool();
    giants.release(giants.allocate(9 * MIB));
    expect(giants.freeBytes).toBe(0);
  });

  test('lets go of what nobody needed since the last trim', () => {
    const pool = new BufferPool();
    const [first, second] = [pool.allocate(MIB), pool.allocate(MIB)];
    pool.release(first);
    pool.release(second);
    pool.trim();
    pool.release(pool.allocate(MIB));
    pool.trim();
    expect(pool.freeBytes).toBe(MIB);
    pool.trim();
    expect(pool.freeBytes).toBe(0);
  });

  test('spoils what is released where a test wants that', () => {
    const pool = new BufferPool({ poison: true });
    const buffer = pool.allocate(10_000).fill(1);
    pool.release(buffer);
    expect(buffer.every((byte) => byte === 0xdd)).toBe(true);
  });

  test('never lends the same memory to two owners', () => {
    const step = fc.record({ size: fc.integer({ min: 4097, max: 40_000 }), release: fc.nat() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const pool = new BufferPool({ maxFreeBytes: 100_000 });
        const lent: Buffer[] = [];
        for (const { size, release } of steps) {
          lent.push(pool.allocate(size));
          if (release % 3 === 0) pool.release(lent.splice(release % lent.length, 1)[0] as Buffer);
          if (release % 7 === 0) pool.trim();
          expect(new Set(lent.map(({ buffer }) => buffer)).size).toBe(lent.length);
          expect(pool.lentBuffers).toBe(lent.length);
          expect(pool.freeBytes).toBeLessThanOrEqual(100_000);
        }
      }),
      { numRuns: 60 },
    );
  });
});
