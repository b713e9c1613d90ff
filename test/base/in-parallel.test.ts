import { describe, expect, it } from 'vitest';
import { inParallel } from '../../src/base/in-parallel.ts';

describe('work in parallel', () => {
  it('is done for every item, never for more than the limit at a time', async () => {
    const done: number[] = [];
    let underWay = 0;
    let most = 0;
    await inParallel(
      Array.from({ length: 20 }, (_, item) => item),
      3,
      async (item) => {
        underWay++;
        most = Math.max(most, underWay);
        for (let turn = 0; turn < item % 4; turn++) await null;
        underWay--;
        done.push(item);
      },
    );
    expect(done.sort((left, right) => left - right)).toEqual([...Array(20).keys()]);
    expect(most).toBe(3);
  });

  it('that fails is not begun for more, and fails once what is under way is over', async () => {
    const begun: number[] = [];
    const done: number[] = [];
    const work = inParallel([0, 1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      await null;
      if (item === 0) throw new Error('no');
      await null;
      done.push(item);
    });
    await expect(work).rejects.toThrow('no');
    expect(begun).toEqual([0, 1]);
    expect(done).toEqual([1]);
  });

  it('with nothing to do is done', async () => {
    await inParallel([], 8, async () => {
      throw new Error('there is nothing');
    });
  });
});
