// The election of a partition's leader, thought out against an image. With one replica the same broker leads on, in a
// new epoch: who comes with the old one is told that its metadata is out of date.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { unchangedSince } from './meta-store.ts';
import type { MetadataImage } from './metadata-image.ts';
import type { MetadataPlan } from './metadata-plan.ts';
import { encodeRecord, partitionKey } from './metadata-records.ts';

/** Plans the next leader epoch, and answers with it. Throws UNKNOWN_TOPIC_OR_PARTITION. */
export function planLeaderElection(
  image: MetadataImage,
  topic: string,
  index: number,
): MetadataPlan<number> {
  const found = image.topicsByName.get(topic);
  const known = found?.partitions[index];
  if (!found || !known) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  const { partition: _, revision, ...record } = known;
  const leaderEpoch = record.leaderEpoch + 1;
  const elected = { ...record, leaderEpoch, partitionEpoch: record.partitionEpoch + 1 };
  const key = partitionKey(found.id, index);
  return {
    answer: leaderEpoch,
    operations: [{ put: key, value: encodeRecord(elected) }],
    guards: [unchangedSince(key, revision)],
  };
}
