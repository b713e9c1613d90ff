// A topology and the topics that exist, brought together: how many tasks each subtopology has, which internal
// topics are still to be created and how. Pure; what does not fit is told, not thrown, unless the topology
// cannot be right whatever the topics are.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type {
  Subtopology,
  TopicInfo,
} from '../../../protocol/generated/records/streams-group-topology-value.ts';
import { enforceCopartitioning } from './copartitioning.ts';
import type { PartitionCount } from './repartition-topics.ts';
import { repartitionCounts } from './repartition-topics.ts';
import type { StreamsTopology } from './streams-topology.ts';
import { inputTopicsOf } from './streams-topology.ts';
import { nameTopics, StreamsStatus, TopicProblem } from './topic-problem.ts';

/** A repartition or changelog topic as it is, or is to be created. */
export interface InternalTopic {
  readonly name: string;
  readonly partitions: number;
  /** 0: the broker's default. */
  readonly replicationFactor: number;
  readonly configs: readonly { readonly key: string; readonly value: string }[];
}

export interface ConfiguredSubtopology {
  readonly subtopologyId: string;
  readonly taskCount: number;
  readonly sourceTopics: readonly string[];
  readonly repartitionSinkTopics: readonly string[];
  readonly repartitionSourceTopics: readonly InternalTopic[];
  readonly stateChangelogTopics: readonly InternalTopic[];
}

export interface ConfiguredTopology {
  /** By id, in its order; null when the topics do not fit. */
  readonly subtopologies: ReadonlyMap<string, ConfiguredSubtopology> | null;
  /** What has to be created before there can be tasks. */
  readonly missingTopics: readonly InternalTopic[];
  /** Null when tasks can be assigned. */
  readonly problem: TopicProblem | null;
}

/** Throws KafkaError STREAMS_INVALID_TOPOLOGY. */
export function configureTopology(
  topology: StreamsTopology,
  partitionsOf: PartitionCount,
): ConfiguredTopology {
  try {
    return configure(topology, partitionsOf);
  } catch (problem) {
    if (!(problem instanceof TopicProblem)) throw problem;
    return { subtopologies: null, missingTopics: [], problem };
  }
}

function configure(topology: StreamsTopology, partitionsOf: PartitionCount): ConfiguredTopology {
  requireSources(topology, partitionsOf);
  const counts = decideCounts(topology, partitionsOf);
  const countOf = (topic: string): number => partitionsOf(topic) ?? counts.get(topic) ?? 0;
  const subtopologies = [...topology.subtopologies]
    .sort((a, b) => (a.subtopologyId < b.subtopologyId ? -1 : 1))
    .map((subtopology) => configured(subtopology, counts, countOf));
  const missingTopics = missing(subtopologies, partitionsOf);
  const problem =
    missingTopics.length === 0
      ? null
      : new TopicProblem(
          StreamsStatus.MISSING_INTERNAL_TOPICS,
          `Internal topics are missing: ${nameTopics(missingTopics.map(({ name }) => name))}`,
        );
  return {
    subtopologies: new Map(subtopologies.map((one) => [one.subtopologyId, one])),
    missingTopics,
    problem,
  };
}

function requireSources({ subtopologies }: StreamsTopology, partitionsOf: PartitionCount): void {
  const sources = new Set(subtopologies.flatMap((subtopology) => subtopology.sourceTopics));
  const absent = [...sources].filter((topic) => partitionsOf(topic) === undefined).sort();
  if (absent.length === 0) return;
  throw new TopicProblem(
    StreamsStatus.MISSING_SOURCE_TOPICS,
    `Source topics ${nameTopics(absent)} are missing.`,
  );
}

/** The number of partitions of every internal topic, whether it exists or not. */
function decideCounts(
  { subtopologies }: StreamsTopology,
  partitionsOf: PartitionCount,
): ReadonlyMap<string, number> {
  const counts = repartitionCounts(subtopologies, partitionsOf);
  const countOf = (topic: string): number | undefined => partitionsOf(topic) ?? counts.get(topic);
  enforceCopartitioning(subtopologies, counts, countOf);
  const changelogs = subtopologies.flatMap((subtopology) => {
    const widest = taskCountOf(subtopology, countOf);
    return subtopology.stateChangelogTopics.map(({ name }) => [name, widest] as const);
  });
  return new Map([...counts, ...changelogs]);
}

/** As many tasks as the widest input has partitions. */
function taskCountOf(subtopology: Subtopology, countOf: PartitionCount): number {
  const inputs = inputTopicsOf(subtopology);
  if (inputs.length > 0) return Math.max(...inputs.map((topic) => countOf(topic) ?? 0));
  throw new KafkaError(
    ErrorCode.STREAMS_INVALID_TOPOLOGY,
    `No source topics found for subtopology ${subtopology.subtopologyId}`,
  );
}

function configured(
  subtopology: Subtopology,
  counts: ReadonlyMap<string, number>,
  countOf: (topic: string) => number,
): ConfiguredSubtopology {
  const internal = ({ name, partitions, replicationFactor, topicConfigs }: TopicInfo) => ({
    name,
    partitions: partitions === 0 ? (counts.get(name) ?? 0) : partitions,
    replicationFactor,
    configs: topicConfigs,
  });
  const { subtopologyId, sourceTopics, repartitionSinkTopics } = subtopology;
  return {
    subtopologyId,
    taskCount: taskCountOf(subtopology, countOf),
    sourceTopics,
    repartitionSinkTopics,
    repartitionSourceTopics: subtopology.repartitionSourceTopics.map(internal),
    stateChangelogTopics: subtopology.stateChangelogTopics.map(internal),
  };
}

/** By name, in order. Throws TopicProblem when one exists with another number of partitions. */
function missing(
  subtopologies: readonly ConfiguredSubtopology[],
  partitionsOf: PartitionCount,
): InternalTopic[] {
  const wanted = new Map<string, InternalTopic>();
  for (const { repartitionSourceTopics, stateChangelogTopics } of subtopologies) {
    for (const topic of repartitionSourceTopics) wanted.set(topic.name, topic);
    for (const topic of stateChangelogTopics) wanted.set(topic.name, topic);
  }
  return [...wanted.values()]
    .filter(({ name, partitions }) => {
      const found = partitionsOf(name);
      if (found === undefined || found === partitions) return found === undefined;
      throw new TopicProblem(
        StreamsStatus.INCORRECTLY_PARTITIONED_TOPICS,
        `Existing topic ${name} has different number of partitions: ` +
          `expected ${partitions}, found ${found}`,
      );
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
