// Fetch requests of one partition, which is what most comparisons need.

import type { FetchRequestInput, FetchResponse } from '../../src/protocol/generated/fetch.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import type { Side } from './side.ts';

const NEWEST_VERSION = 18;
const MEBIBYTE = 1024 * 1024;

type Topic = FetchRequestInput['topics'][number];
export type FetchPartition = Topic['partitions'][number];

/** A request that is answered at once, with up to a mebibyte of each partition. */
export function fetchRequest(
  side: Side,
  topic: string,
  ...partitions: readonly Partial<FetchPartition>[]
): FetchRequestInput {
  return {
    maxWaitMs: 0,
    minBytes: 0,
    maxBytes: 10 * MEBIBYTE,
    topics: [
      {
        topic,
        topicId: side.idOf(topic),
        partitions: partitions.map((partition) => ({
          ...{ partition: 0, fetchOffset: 0, partitionMaxBytes: MEBIBYTE },
          ...partition,
        })),
      },
    ],
  };
}

/** Reads a partition from its beginning and notes the answer. */
export function compareRead(side: Side, topic: string): Promise<FetchResponse | undefined> {
  const request = fetchRequest(side, topic, {});
  return side.compare(`all of ${topic}`, Fetch, NEWEST_VERSION, request);
}
