// The topics in a consumer's metadata.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSubscribedTopics } from '../../../../src/coordinator/group/classic/consumer-subscription.ts';
import { subscriptionTo } from '../../support/group-bench.ts';

describe('the subscribed topics', () => {
  it('are read from metadata of any version', () => {
    const metadata = subscriptionTo('t', 'orders');
    for (const version of [0, 1, 3, 99]) {
      metadata.writeInt16BE(version);
      expect(parseSubscribedTopics(metadata)).toEqual(['t', 'orders']);
    }
  });

  it('are unknown when the bytes are something else, and nothing is thrown', () => {
    expect(parseSubscribedTopics(Buffer.alloc(0))).toBeNull();
    expect(parseSubscribedTopics(Buffer.from('00007fffffff', 'hex'))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const topics = parseSubscribedTopics(Buffer.from(bytes));
        expect(topics === null || Array.isArray(topics)).toBe(true);
      }),
    );
  });
});
