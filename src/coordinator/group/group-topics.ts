// What groups know of topics: names, ids, how many partitions, on which racks. Declared here, supplied by the
// broker, so that a coordinator never sees the metadata image.

import type { Uuid } from '../../base/uuid.ts';

export interface GroupTopic {
  readonly topicId: Uuid;
  readonly name: string;
  readonly partitions: number;
  /** The racks of a partition's replicas, as far as brokers name one. */
  racksOf(partition: number): readonly string[];
}

export interface GroupTopics {
  byName(name: string): GroupTopic | undefined;
  byId(topicId: Uuid): GroupTopic | undefined;
  names(): Iterable<string>;
  /** Grows with every change of the cluster's metadata. */
  readonly revision: number;
}
