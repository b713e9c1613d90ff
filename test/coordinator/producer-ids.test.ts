import { describe, expect, it } from 'vitest';
import { ProducerIds } from '../../src/coordinator/producer-ids.ts';

function blocks(length: number) {
  let claimed = 0;
  return {
    claim: async () => ({ first: length * claimed++, length }),
    count: () => claimed,
  };
}

describe('producer ids', () => {
  it('are handed out in order, a block claimed only when one is used up', async () => {
    const store = blocks(3);
    const ids = new ProducerIds(store.claim);
    const drawn: number[] = [];
    for (let i = 0; i < 7; i++) drawn.push(await ids.next());
    expect(drawn).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(store.count()).toBe(3);
  });

  it('are never handed out twice to those who ask at once', async () => {
    const ids = new ProducerIds(blocks(4).claim);
    const drawn = await Promise.all(Array.from({ length: 50 }, () => ids.next()));
    expect(new Set(drawn).size).toBe(50);
  });

  it('can be asked for again after a claim failed', async () => {
    const store = blocks(2);
    let fails = true;
    const ids = new ProducerIds(() => (fails ? Promise.reject(new Error('store')) : store.claim()));
    await expect(ids.next()).rejects.toThrow('store');
    fails = false;
    expect(await ids.next()).toBe(0);
  });
});
