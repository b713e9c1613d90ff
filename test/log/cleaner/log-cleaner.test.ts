// What a log looks like after it was cleaned, in small stories.

import { describe, expect, test } from 'vitest';
import { CleanerFixture } from './cleaner-fixture.ts';

describe('cleaning a log', () => {
  test('keeps the newest record of each key at its offset', async () => {
    const log = new CleanerFixture();
    log.put(['a=1', 'b=1']);
    log.put(['a=2', 'c=1']);
    log.put(['b=2']);
    await log.clean();
    expect(log.records()).toEqual(['2:a=2', '3:c=1', '4:b=2']);
    expect(log.cleaner.stats).toMatchObject({ cleans: 1, recordsRead: 5, recordsKept: 3 });
  });

  test('leaves the active segment as it is', async () => {
    const log = new CleanerFixture();
    log.put(['a=1']);
    log.put(['a=2']);
    await log.look();
    expect(log.records()).toEqual(['0:a=1', '1:a=2']);
    await log.clean();
    log.put(['a=3']);
    await log.look();
    expect(log.records()).toEqual(['1:a=2', '2:a=3']);
  });
});
