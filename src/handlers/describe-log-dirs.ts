// DescribeLogDirs (key 35): the log directories of this broker, with the partitions in them and their sizes
// (KIP-113). v2 is flexible, v3 adds a top-level error, v4 the space on the device (KIP-827), v5 whether a
// directory is cordoned (KIP-1066).

import { ErrorCode } from '../base/error-code.ts';
import { toErrorCode } from '../base/kafka-error.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { DescribeLogDirsRequest } from '../protocol/generated/describe-log-dirs.ts';
import { DescribeLogDirs } from '../protocol/generated/describe-log-dirs.ts';
import type { Partition } from '../replication/partition.ts';
import type { ReplicaManager } from '../replication/replica-manager.ts';

export const describeLogDirs = defineHandler(DescribeLogDirs, {
  versions: [1, 5],

  handle({ replicas, logDirs }, request) {
    const results = logDirs().map(({ path, isCordoned, space }) => {
      try {
        const { totalBytes, freeBytes } = space();
        return {
          errorCode: ErrorCode.NONE,
          logDir: path,
          topics: topicsIn(replicas, path, request),
          totalBytes,
          usableBytes: freeBytes,
          isCordoned,
        };
      } catch (error) {
        return { errorCode: toErrorCode(error), logDir: path, topics: [] };
      }
    });
    return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, results };
  },

  failure: (errorCode) => ({ throttleTimeMs: 0, errorCode, results: [] }),
});

function topicsIn(replicas: ReplicaManager, logDir: string, { topics }: DescribeLogDirsRequest) {
  const wanted = topics?.map(({ topic, partitions }) => {
    return { name: topic, partitions: new Set(partitions) };
  });
  const all = [...replicas.topicNames()].map((name) => ({ name, partitions: null }));
  return (wanted ?? all)
    .map(({ name, partitions }) => ({
      name,
      partitions: replicas
        .partitionsOf(name)
        .filter(({ index }) => partitions?.has(index) ?? true)
        .flatMap((partition) => rowsOf(partition, logDir)),
    }))
    .filter((topic) => topic.partitions.length > 0);
}

/** What of a partition is in this directory: itself, or what is on its way there. */
function rowsOf(partition: Partition, logDir: string) {
  const row = { partitionIndex: partition.index, offsetLag: 0, isFutureKey: false };
  if (partition.logDirectory === logDir) {
    return [{ ...row, partitionSize: partition.sizeInBytes }];
  }
  const { future } = partition;
  if (future?.path !== logDir) return [];
  const { offsetLag, sizeInBytes: partitionSize } = future;
  return [{ ...row, partitionSize, offsetLag, isFutureKey: true }];
}
