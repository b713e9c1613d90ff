// Topologies of Streams applications for tests, with little to write.

import type {
  Subtopology,
  TopicInfo,
} from '../../../../../src/protocol/generated/records/streams-group-topology-value.ts';

/** A repartition or changelog topic as an application lists it; without a number of partitions of its own. */
export function internalTopic(name: string, partitions = 0): TopicInfo {
  return { name, partitions, replicationFactor: 0, topicConfigs: [] };
}

export interface SubtopologyOptions extends Partial<Subtopology> {
  readonly sources?: string[];
  readonly changelogs?: string[];
  readonly sinks?: string[];
  readonly repartitions?: (string | TopicInfo)[];
}

export function subtopology(subtopologyId: string, options: SubtopologyOptions = {}): Subtopology {
  const { sources = [], changelogs = [], sinks = [], repartitions = [], ...fields } = options;
  return {
    subtopologyId,
    sourceTopics: sources,
    sourceTopicRegex: [],
    stateChangelogTopics: changelogs.map((name) => internalTopic(name)),
    repartitionSinkTopics: sinks,
    repartitionSourceTopics: repartitions.map((topic) =>
      typeof topic === 'string' ? internalTopic(topic) : topic,
    ),
    copartitionGroups: [],
    ...fields,
  };
}

/** Lines become words through a repartition topic; words are counted in a store. */
export const WORD_COUNT = [
  subtopology('0', { sources: ['lines'], sinks: ['words'] }),
  subtopology('1', { repartitions: ['words'], changelogs: ['counts-changelog'] }),
];
