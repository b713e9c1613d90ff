// Topics on the command line: name[:partitions[:replicas[:cleanup.policy]]].

import { describe, expect, it } from 'vitest';
import { parseTopicSpecs } from '../../../src/broker/config/topic-spec.ts';

describe('--topics', () => {
  it('takes names alone, with partitions, with replicas and with a policy', () => {
    expect(parseTopicSpecs('a, b:3,c:1:1,d:2:1:compact')).toEqual([
      { name: 'a', partitions: null, replicationFactor: null, configs: new Map() },
      { name: 'b', partitions: 3, replicationFactor: null, configs: new Map() },
      { name: 'c', partitions: 1, replicationFactor: 1, configs: new Map() },
      {
        name: 'd',
        partitions: 2,
        replicationFactor: 1,
        configs: new Map([['cleanup.policy', 'compact']]),
      },
    ]);
  });

  it('leaves to the broker what is left empty', () => {
    expect(parseTopicSpecs('a::1:delete')).toEqual([
      {
        name: 'a',
        partitions: null,
        replicationFactor: 1,
        configs: new Map([['cleanup.policy', 'delete']]),
      },
    ]);
  });

  it('may be empty', () => {
    expect(parseTopicSpecs('')).toEqual([]);
    expect(parseTopicSpecs(' , ')).toEqual([]);
  });

  it.each([
    ['a:0', /partitions of 'a:0' must be a number from 1, not '0'/],
    ['a:three', /not 'three'/],
    ['a:1:-1', /replicas of 'a:1:-1'/],
    ['a:1:3', /'a:1:3' asks for 3 replicas, and there is one broker/],
    ['no spaces', /'no spaces' contains one or more characters other than/],
    ['..', /'\.\.' is not allowed/],
    ['a:1:1:compat', /'compat' in 'a:1:1:compat' is no cleanup.policy: did you mean compact\?/],
    ['a:1:1:banana', /valid are delete and compact/],
    ['a:1:1:compact:x', /not of the form/],
    [':3', /not of the form/],
    ['a,b,a:3', /names the topic a twice/],
  ])('refuses %s', (text, message) => {
    expect(() => parseTopicSpecs(text)).toThrow(message);
  });
});
