// What a Streams application reads, writes and stores, as its first member tells it and the log keeps it: the
// subtopologies with their topics. Nothing here depends on which topics exist; see configure-topology.ts.

import { ByteWriter } from '../../../base/byte-writer.ts';
import type {
  Subtopology,
  TopicInfo,
} from '../../../protocol/generated/records/streams-group-topology-value.ts';
import { StreamsGroupTopologyValue } from '../../../protocol/generated/records/streams-group-topology-value.ts';
import type { Topology as RequestedTopology } from '../../../protocol/generated/streams-group-heartbeat.ts';

export class StreamsTopology {
  readonly epoch: number;
  /** In the order in which the application lists them. */
  readonly subtopologies: readonly Subtopology[];
  /** Every topic without which no task can run: sources, repartition topics, changelogs. */
  readonly requiredTopics: ReadonlySet<string>;
  private readonly readers = new Map<string, string>();

  constructor({ epoch, subtopologies }: StreamsGroupTopologyValue) {
    this.epoch = epoch;
    this.subtopologies = subtopologies;
    this.requiredTopics = new Set(subtopologies.flatMap(requiredTopicsOf));
    for (const subtopology of subtopologies) {
      for (const topic of inputTopicsOf(subtopology)) {
        this.readers.set(topic, subtopology.subtopologyId);
      }
    }
  }

  /** What a member brings. Tagged fields that nobody knows are left behind: the record has others. */
  static requested({ epoch, subtopologies }: RequestedTopology): StreamsTopology {
    return new StreamsTopology({ epoch, subtopologies: subtopologies.map(plainSubtopology) });
  }

  /** The id of the subtopology that reads the topic. */
  readerOf(topic: string): string | undefined {
    return this.readers.get(topic);
  }

  /** Whether both are the same topology in the same epoch; the order of subtopologies does not matter. */
  equals(other: StreamsTopology): boolean {
    return this.epoch === other.epoch && this.canonical().equals(other.canonical());
  }

  private canonical(): Buffer {
    const subtopologies = [...this.subtopologies].sort((a, b) =>
      a.subtopologyId < b.subtopologyId ? -1 : 1,
    );
    const message = { epoch: this.epoch, subtopologies };
    const buffer = Buffer.allocUnsafe(StreamsGroupTopologyValue.size(message, 0));
    StreamsGroupTopologyValue.encode(new ByteWriter(buffer), message, 0);
    return buffer;
  }
}

function plainSubtopology({ unknownTaggedFields: _, ...subtopology }: Subtopology): Subtopology {
  return {
    ...subtopology,
    stateChangelogTopics: subtopology.stateChangelogTopics.map(plainTopic),
    repartitionSourceTopics: subtopology.repartitionSourceTopics.map(plainTopic),
    copartitionGroups: subtopology.copartitionGroups.map(
      ({ unknownTaggedFields: __, ...group }) => group,
    ),
  };
}

function plainTopic({ unknownTaggedFields: _, topicConfigs, ...topic }: TopicInfo): TopicInfo {
  return { ...topic, topicConfigs: topicConfigs.map(({ key, value }) => ({ key, value })) };
}

/** The topics whose partitions make a subtopology's tasks. */
export function inputTopicsOf(subtopology: Subtopology): string[] {
  const { sourceTopics, repartitionSourceTopics } = subtopology;
  return [...sourceTopics, ...repartitionSourceTopics.map(({ name }) => name)];
}

function requiredTopicsOf(subtopology: Subtopology): string[] {
  const changelogs = subtopology.stateChangelogTopics.map(({ name }) => name);
  return [...inputTopicsOf(subtopology), ...changelogs];
}
