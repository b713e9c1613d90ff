// What a topology needs of topics: how many tasks there are, which internal topics are missing, what does not fit.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import type { ConfiguredTopology } from '../../../../src/coordinator/group/streams/configure-topology.ts';
import { configureTopology } from '../../../../src/coordinator/group/streams/configure-topology.ts';
import { StreamsTopology } from '../../../../src/coordinator/group/streams/streams-topology.ts';
import { StreamsStatus } from '../../../../src/coordinator/group/streams/topic-problem.ts';
import type { Subtopology } from '../../../../src/protocol/generated/records/streams-group-topology-value.ts';
import { internalTopic, subtopology, WORD_COUNT } from './support/topologies.ts';

function configure(
  subtopologies: Subtopology[],
  topics: Readonly<Record<string, number>>,
): ConfiguredTopology {
  return configureTopology(
    new StreamsTopology({ epoch: 0, subtopologies }),
    (topic) => topics[topic],
  );
}

function taskCounts({ subtopologies }: ConfiguredTopology): Record<string, number> {
  const counts = [...(subtopologies ?? [])].map(([id, { taskCount }]) => [id, taskCount]);
  return Object.fromEntries(counts);
}

function missing({ missingTopics }: ConfiguredTopology): Record<string, number> {
  return Object.fromEntries(missingTopics.map(({ name, partitions }) => [name, partitions]));
}

function problemOf({ problem }: ConfiguredTopology): readonly [number, string] | null {
  return problem && [problem.status, problem.message];
}

describe('the number of tasks', () => {
  it('is the number of partitions of the widest source', () => {
    const one = subtopology('0', { sources: ['narrow', 'wide'] });
    expect(taskCounts(configure([one], { narrow: 2, wide: 5 }))).toEqual({ 0: 5 });
  });

  it('goes on through repartition topics, in whatever order subtopologies are listed', () => {
    const topics = { lines: 3, words: 3, 'counts-changelog': 3 };
    for (const listed of [WORD_COUNT, [...WORD_COUNT].reverse()]) {
      const configured = configure(listed, topics);
      expect(configured.problem).toBeNull();
      expect(taskCounts(configured)).toEqual({ 0: 3, 1: 3 });
    }
  });

  it('of a repartition topic with a number of its own is that number', () => {
    const topology = [
      subtopology('0', { sources: ['in'], sinks: ['re'] }),
      subtopology('1', { repartitions: [internalTopic('re', 7)] }),
    ];
    expect(taskCounts(configure(topology, { in: 2 }))).toEqual({ 0: 2, 1: 7 });
  });
});

describe('internal topics', () => {
  it('are missing until they exist: repartition topics and changelogs, as wide as their tasks', () => {
    const configured = configure(WORD_COUNT, { lines: 4 });
    expect(missing(configured)).toEqual({ words: 4, 'counts-changelog': 4 });
    expect(problemOf(configured)).toEqual([
      StreamsStatus.MISSING_INTERNAL_TOPICS,
      'Internal topics are missing: counts-changelog, words',
    ]);
    expect(missing(configure(WORD_COUNT, { lines: 4, words: 4 }))).toEqual({
      'counts-changelog': 4,
    });
  });

  it('are named in a problem up to three', () => {
    const one = subtopology('0', { sources: ['in'], changelogs: ['a', 'b', 'c', 'd', 'e'] });
    expect(configure([one], { in: 1 }).problem?.message).toBe(
      'Internal topics are missing: a, b, c and 2 additional topics',
    );
  });

  it('that exist with another number of partitions do not fit', () => {
    const configured = configure(WORD_COUNT, { lines: 4, words: 4, 'counts-changelog': 3 });
    expect(problemOf(configured)).toEqual([
      StreamsStatus.INCORRECTLY_PARTITIONED_TOPICS,
      'Existing topic counts-changelog has different number of partitions: expected 4, found 3',
    ]);
  });

  it('bring their replication factor and configs', () => {
    const configs = [{ key: 'cleanup.policy', value: 'compact' }];
    const changelog = { ...internalTopic('log'), replicationFactor: 2, topicConfigs: configs };
    const one = subtopology('0', { sources: ['in'], stateChangelogTopics: [changelog] });
    expect(configure([one], { in: 2 }).missingTopics).toEqual([
      { name: 'log', partitions: 2, replicationFactor: 2, configs },
    ]);
  });
});

it('a topology whose sources are missing waits for them', () => {
  const one = subtopology('0', { sources: ['z', 'a'] });
  expect(problemOf(configure([one], {}))).toEqual([
    StreamsStatus.MISSING_SOURCE_TOPICS,
    'Source topics a, z are missing.',
  ]);
});

describe('copartitioned topics', () => {
  const copartitionGroups = [
    { sourceTopics: [0], sourceTopicRegex: [], repartitionSourceTopics: [0] },
  ];
  const joined = (repartition: ReturnType<typeof internalTopic>) => [
    subtopology('0', { sources: ['in'], sinks: ['re'] }),
    subtopology('1', { sources: ['other'], repartitions: [repartition], copartitionGroups }),
  ];

  it('a repartition topic is made as wide as the source that it is joined with', () => {
    const configured = configure(joined(internalTopic('re')), { in: 2, other: 6 });
    expect(missing(configured)).toEqual({ re: 6 });
    expect(taskCounts(configured)).toEqual({ 0: 2, 1: 6 });
  });

  it('a repartition topic with a number of its own must fit the source', () => {
    expect(problemOf(configure(joined(internalTopic('re', 3)), { in: 2, other: 6 }))).toEqual([
      StreamsStatus.INCORRECTLY_PARTITIONED_TOPICS,
      "Number of partitions [3] of repartition topic [re] doesn't match number of partitions [6] " +
        'of the source topic.',
    ]);
  });

  it('sources must be as wide as each other', () => {
    const groups = [{ sourceTopics: [0, 1], sourceTopicRegex: [], repartitionSourceTopics: [] }];
    const one = subtopology('0', { sources: ['b', 'a'], copartitionGroups: groups });
    expect(problemOf(configure([one], { a: 1, b: 2 }))).toEqual([
      StreamsStatus.INCORRECTLY_PARTITIONED_TOPICS,
      'Following topics do not have the same number of partitions: [{a=1, b=2}]',
    ]);
  });

  it('repartition topics among themselves are as wide as the widest', () => {
    const groups = [{ sourceTopics: [], sourceTopicRegex: [], repartitionSourceTopics: [0, 1] }];
    const topology = [
      subtopology('0', { sources: ['in'], sinks: ['r1'] }),
      subtopology('1', { sources: ['other'], sinks: ['r2'] }),
      subtopology('2', { repartitions: ['r1', 'r2'], copartitionGroups: groups }),
    ];
    expect(missing(configure(topology, { in: 2, other: 5 }))).toEqual({ r1: 5, r2: 5 });
  });

  it('repartition topics with different numbers of their own do not fit', () => {
    const groups = [{ sourceTopics: [], sourceTopicRegex: [], repartitionSourceTopics: [0, 1] }];
    const repartitions = [internalTopic('r1', 2), internalTopic('r2', 3)];
    const topology = [
      subtopology('0', { sources: ['in'], repartitions, copartitionGroups: groups }),
    ];
    expect(problemOf(configure(topology, { in: 2 }))).toEqual([
      StreamsStatus.INCORRECTLY_PARTITIONED_TOPICS,
      'Following topics do not have the same number of partitions: [{r1=2, r2=3}]',
    ]);
  });
});

describe('a topology that no topics can make right', () => {
  const loop = [
    subtopology('0', { repartitions: ['b'], sinks: ['a'] }),
    subtopology('1', { repartitions: ['a'], sinks: ['b'] }),
  ];
  const unwritten = [subtopology('0', { repartitions: ['a'], sources: ['in'] })];
  const copartitionGroups = [
    { sourceTopics: [3], sourceTopicRegex: [], repartitionSourceTopics: [] },
  ];

  it.each([
    ['has a loop of repartition topics', loop, 'There may be loops in the topology'],
    ['reads a repartition topic that nobody writes', unwritten, 'is never used as a sink topic'],
    ['has a subtopology without sources', [subtopology('0')], 'No source topics found'],
    [
      'joins a topic that it does not list',
      [subtopology('0', { sources: ['in'], copartitionGroups })],
      'names a topic that is not listed',
    ],
    [
      'wants less than no partitions',
      [subtopology('0', { sources: ['in'], repartitions: [internalTopic('a', -2)] })],
      'partitions',
    ],
  ])('%s', (_, topology, message) => {
    const error = expect.objectContaining({
      code: ErrorCode.STREAMS_INVALID_TOPOLOGY,
      message: expect.stringContaining(message),
    });
    expect(() => configure(topology, { in: 1 })).toThrow(error);
  });
});
