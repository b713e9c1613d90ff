import { describe, expect, it } from 'vitest';
import { Closers } from '../../src/broker/closers.ts';

describe('closers', () => {
  it('close in the reverse order of their opening, each after the other', async () => {
    const closers = new Closers();
    const closed: string[] = [];
    closers.add(() => void closed.push('first'));
    closers.add(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      closed.push('second');
    });
    await closers.closeAll();
    expect(closed).toEqual(['second', 'first']);
  });

  it('close everything when one fails, and tell the first failure', async () => {
    const closers = new Closers();
    const closed: string[] = [];
    closers.add(() => void closed.push('first'));
    closers.add(() => Promise.reject(new Error('the later failure')));
    closers.add(() => {
      throw new Error('the first failure');
    });
    await expect(closers.closeAll()).rejects.toThrow('the first failure');
    expect(closed).toEqual(['first']);
  });

  it('close only once', async () => {
    const closers = new Closers();
    let closed = 0;
    closers.add(() => {
      closed += 1;
    });
    await Promise.all([closers.closeAll(), closers.closeAll()]);
    expect(closed).toBe(1);
  });
});
