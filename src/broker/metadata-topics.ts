// The topics of the metadata image, as groups see them.

import type { Uuid } from '../base/uuid.ts';
import type { GroupTopic, GroupTopics } from '../coordinator/group/group-topics.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { TopicImage } from '../metadata/metadata-image.ts';

export class MetadataTopics implements GroupTopics {
  readonly #metadata: Metadata;

  constructor(metadata: Metadata) {
    this.#metadata = metadata;
  }

  byName(name: string): GroupTopic | undefined {
    return this.#viewOf(this.#metadata.image.topicsByName.get(name));
  }

  byId(topicId: Uuid): GroupTopic | undefined {
    return this.#viewOf(this.#metadata.image.topicsById.get(topicId));
  }

  *names(): Iterable<string> {
    for (const { name } of this.#metadata.topics()) yield name;
  }

  get revision(): number {
    return this.#metadata.image.revision;
  }

  #viewOf(topic: TopicImage | undefined): GroupTopic | undefined {
    if (topic === undefined) return undefined;
    const { id: topicId, name, partitions } = topic;
    const racksOf = (partition: number) => this.#racksOf(partitions[partition]?.replicas ?? []);
    return { topicId, name, partitions: partitions.length, racksOf };
  }

  #racksOf(replicas: readonly number[]): string[] {
    const { brokers } = this.#metadata.image;
    const racks = replicas.map((id) => brokers.get(id)?.rack ?? null);
    return racks.filter((rack): rack is string => rack !== null);
  }
}
