// The word that was meant.

import { describe, expect, it } from 'vitest';
import { nearestOf } from '../../src/base/nearest.ts';

describe('nearestOf', () => {
  it.each([
    ['prot', 'port'],
    ['memry', 'memory'],
    ['--confg', '--config'],
    ['PORT', 'port'],
    ['compat', 'compact'],
  ])('takes %s for %s', (word, meant) => {
    const candidates = ['port', 'memory', '--config', 'compact', 'host'];
    expect(nearestOf(word, candidates)).toBe(meant);
  });

  it('prefers the candidate with the fewest edits', () => {
    expect(nearestOf('warm', ['word', 'warn', 'worm'])).toBe('warn');
  });

  it('has no guess where nothing is near', () => {
    expect(nearestOf('partition.count', ['port', 'host'])).toBeNull();
    expect(nearestOf('anything', [])).toBeNull();
  });
});
