// The keys by which share partitions are found.

import { expect, it } from 'vitest';
import { parseShareKey, shareKeyText } from '../../../src/coordinator/share/share-partition-key.ts';
import { TOPIC } from '../support/share-bench.ts';

it('a key is read as it is written, whatever colons the group has', () => {
  for (const groupId of ['g', 'a:b', ':x:', ' y']) {
    const key = { groupId, topicId: TOPIC, partition: 7 };
    expect(parseShareKey(shareKeyText(key))).toEqual(key);
  }
});

it.each([
  '',
  'g',
  `g:${TOPIC}`,
  `g:${TOPIC}:x`,
  `:${TOPIC}:1`,
  ' :x:1',
  `g:short:1`,
  `g:${TOPIC}:9999999999`,
])('%o is no key', (text) => {
  expect(parseShareKey(text)).toBeNull();
});
