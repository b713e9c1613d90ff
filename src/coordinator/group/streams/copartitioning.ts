// Topics that are joined must have as many partitions as each other: repartition topics are given the number
// that the others have, and where that cannot be, the topology waits for the topics to change.

import { assert } from '../../../base/assert.ts';
import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { Subtopology } from '../../../protocol/generated/records/streams-group-topology-value.ts';
import type { PartitionCount } from './repartition-topics.ts';
import { StreamsStatus, TopicProblem } from './topic-problem.ts';

type CopartitionGroup = Subtopology['copartitionGroups'][number];

/**
 * Sets in `counts` how many partitions the copartitioned repartition topics get. Throws TopicProblem when
 * topics do not fit together.
 */
export function enforceCopartitioning(
  subtopologies: readonly Subtopology[],
  counts: Map<string, number>,
  partitionsOf: PartitionCount,
): void {
  const repartitionTopics = subtopologies.flatMap((one) => one.repartitionSourceTopics);
  // Of the whole topology, as in Apache Kafka: a fixed number anywhere decides for every set of topics that
  // consists of repartition topics alone.
  const fixed = new Set(repartitionTopics.filter((it) => it.partitions !== 0).map((it) => it.name));
  const flexible = new Set(repartitionTopics.map((it) => it.name).filter((it) => !fixed.has(it)));
  for (const subtopology of subtopologies) {
    for (const group of subtopology.copartitionGroups) {
      const topics = topicsOf(subtopology, group);
      if (topics.size > 0) enforce(topics, { fixed, flexible }, counts, partitionsOf);
    }
  }
}

interface RepartitionTopics {
  readonly fixed: ReadonlySet<string>;
  readonly flexible: ReadonlySet<string>;
}

function enforce(
  topics: ReadonlySet<string>,
  { fixed, flexible }: RepartitionTopics,
  counts: Map<string, number>,
  partitionsOf: PartitionCount,
): void {
  const countOf = (topic: string): number => {
    const count = partitionsOf(topic);
    assert(
      count !== undefined,
      'the number of partitions is known of sources and repartition topics',
    );
    return count;
  };
  const isRepartition = (topic: string): boolean => fixed.has(topic) || flexible.has(topic);
  const own = [...topics].filter(isRepartition);
  const external = [...topics].filter((topic) => !isRepartition(topic));
  const wanted =
    external.length > 0
      ? commonCount(external, external, countOf)
      : fixed.size > 0
        ? commonCount([...fixed], own, countOf)
        : Math.max(...own.map(countOf));
  for (const topic of own) {
    const count = countOf(topic);
    counts.set(topic, wanted);
    if (fixed.has(topic) && count !== wanted) {
      throw misfit(
        `Number of partitions [${count}] of repartition topic [${topic}] ` +
          `doesn't match number of partitions [${wanted}] of the source topic.`,
      );
    }
  }
}

/** The number of partitions that all `topics` have; names the `culprits` when they do not agree. */
function commonCount(
  topics: readonly string[],
  culprits: readonly string[],
  countOf: (topic: string) => number,
): number {
  const [first, ...others] = topics.map(countOf);
  assert(first !== undefined, 'there are topics to compare');
  if (others.every((count) => count === first)) return first;
  const named = [...culprits].sort().map((topic) => `${topic}=${countOf(topic)}`);
  throw misfit(
    `Following topics do not have the same number of partitions: [{${named.join(', ')}}]`,
  );
}

/** A set of topics that are joined is told by places in the subtopology's lists. */
function topicsOf(subtopology: Subtopology, group: CopartitionGroup): Set<string> {
  const topics = [
    ...group.sourceTopics.map((index) => subtopology.sourceTopics[index]),
    ...group.repartitionSourceTopics.map((i) => subtopology.repartitionSourceTopics[i]?.name),
  ];
  const known = topics.filter((topic) => topic !== undefined);
  if (known.length === topics.length) return new Set(known);
  throw new KafkaError(
    ErrorCode.STREAMS_INVALID_TOPOLOGY,
    `A copartition group of subtopology ${subtopology.subtopologyId} names a topic that is not listed.`,
  );
}

function misfit(message: string): TopicProblem {
  return new TopicProblem(StreamsStatus.INCORRECTLY_PARTITIONED_TOPICS, message);
}
