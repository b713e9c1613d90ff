// DescribeShareGroupOffsets (KIP-932): how far a share group has got in each partition, and since v1 how many
// records are left (KIP-1226). What is not known is told as absent, not as an error.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { ShareStateSummary } from '../../../base/share-persister.ts';
import { UNINITIALIZED_START_OFFSET } from '../../../base/share-state.ts';
import type { Uuid } from '../../../base/uuid.ts';
import { ZERO_UUID } from '../../../base/uuid.ts';
import type { DescribeShareGroupOffsetsResponseTopicInput } from '../../../protocol/generated/describe-share-group-offsets.ts';

type Topic = DescribeShareGroupOffsetsResponseTopicInput;
type Partition = Topic['partitions'][number];

/** Where a partition ends for those who read it, as its leader knows it; throws KafkaError. */
export type LatestOffset = (topic: string, partition: number) => number;

/** The partitions of a topic that are asked about. */
export interface AskedTopic {
  readonly topicId: Uuid;
  readonly name: string;
  readonly partitions: readonly number[];
}

const UNKNOWN_LAG = -1;
const UNKNOWN_COUNT = -1;
const FIRST_LEADER_EPOCH = 0;

/** What is told of topics; the summaries stand in the order of their partitions. */
export function describeShareOffsets(
  topics: readonly AskedTopic[],
  summaries: readonly ShareStateSummary[],
  latestOffset: LatestOffset,
): Topic[] {
  let next = 0;
  return topics.map(({ topicId, name, partitions }) => ({
    topicId,
    topicName: name,
    partitions: partitions.map((partitionIndex) => {
      const summary = summaries[next++];
      return summary === undefined || summary.errorCode !== ErrorCode.NONE
        ? unknownPartition(partitionIndex)
        : describe(partitionIndex, summary, () => latestOffset(name, partitionIndex));
    }),
  }));
}

/** What is told of a topic that does not exist. */
export function unknownTopic(topicName: string, partitions: readonly number[]): Topic {
  return { topicName, topicId: ZERO_UUID, partitions: partitions.map(unknownPartition) };
}

function unknownPartition(partitionIndex: number): Partition {
  return {
    partitionIndex,
    startOffset: UNINITIALIZED_START_OFFSET,
    leaderEpoch: FIRST_LEADER_EPOCH,
    lag: UNKNOWN_LAG,
    errorCode: ErrorCode.NONE,
    errorMessage: null,
  };
}

function describe(
  partitionIndex: number,
  { startOffset, leaderEpoch, deliveryCompleteCount }: ShareStateSummary,
  latestOffset: () => number,
): Partition {
  const told = { ...unknownPartition(partitionIndex), startOffset, leaderEpoch };
  const isCounted = deliveryCompleteCount !== UNKNOWN_COUNT;
  if (startOffset === UNINITIALIZED_START_OFFSET || !isCounted) return told;
  try {
    return { ...told, lag: latestOffset() - startOffset - deliveryCompleteCount };
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    const { code: errorCode, message: errorMessage } = error;
    return { ...told, startOffset: 0, leaderEpoch: FIRST_LEADER_EPOCH, errorCode, errorMessage };
  }
}
