// The difference between two images, in the terms in which the rest of the broker reacts: which topics
// came and went, which partitions changed, which configs.

import type {
  ConfigResource,
  MetadataImage,
  PartitionImage,
  TopicImage,
} from './metadata-image.ts';

export interface PartitionChange {
  /** The topic as it is now. */
  readonly topic: TopicImage;
  readonly partition: PartitionImage;
  /** Null for a new partition. */
  readonly previous: PartitionImage | null;
}

export interface MetadataDelta {
  readonly previous: MetadataImage;
  readonly image: MetadataImage;
  readonly topicsCreated: readonly TopicImage[];
  readonly topicsDeleted: readonly TopicImage[];
  /** New and changed partitions, those of created topics included. */
  readonly partitionsChanged: readonly PartitionChange[];
  readonly configsChanged: readonly ConfigResource[];
  /** Brokers that came, went or registered anew. */
  readonly brokersChanged: readonly number[];
}
