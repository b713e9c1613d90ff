import { beforeAll, describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import {
  compileRegex,
  loadRegexEngine,
} from '../../../../src/coordinator/group/consumer/regex-engine.ts';

beforeAll(loadRegexEngine);

describe('a regular expression of a subscription', () => {
  it('matches whole names', () => {
    const matches = compileRegex('order.*|pay');
    expect(['orders', 'order', 'pay', 'pays', 'my-orders'].filter(matches)).toEqual([
      'orders',
      'order',
      'pay',
    ]);
  });

  it.each(['(', '[b-a]', '*', 'a{2,1}', '(a)\\1', '(?=a)', 'a*+', '\\p{Nonsense}', 'a{1001}'])(
    'is refused when it is none: %s',
    (pattern) => {
      const refusal = { code: ErrorCode.INVALID_REGULAR_EXPRESSION };
      expect(() => compileRegex(pattern)).toThrow(expect.objectContaining(refusal));
    },
  );

  // Apache Kafka 4.3.1 takes these; the first two take all its memory, and it ends.
  it.each([
    ['repetitions that multiply', '(a{1000}){1000}'],
    ['repetitions that multiply twice', '((a{100}){100}){100}'],
    ['groups that nest too deep', `${'('.repeat(2_000)}${')'.repeat(2_000)}`],
  ])('is refused for %s', (_, pattern) => {
    const refusal = { code: ErrorCode.INVALID_REGULAR_EXPRESSION };
    expect(() => compileRegex(pattern)).toThrow(expect.objectContaining(refusal));
  });

  it.each(['(a+)+$', '(a|a)*b', `(a?){50}a{50}`])(
    'ends where backtracking would not: %s',
    (pattern) => {
      const matches = compileRegex(pattern);
      // An engine that backtracks would not come back from this in a lifetime.
      expect(matches(`${'a'.repeat(248)}!`)).toBe(false);
    },
  );
});
