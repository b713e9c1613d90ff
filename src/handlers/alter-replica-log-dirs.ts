// AlterReplicaLogDirs (key 34): moves replicas of this broker to other log directories of it, in the
// background (KIP-113). v1 answers before throttling, v2 is flexible. DescribeLogDirs shows how far a move is.

import { ErrorCode } from '../base/error-code.ts';
import { toErrorCode } from '../base/kafka-error.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type {
  AlterReplicaLogDirsRequest,
  AlterReplicaLogDirsResponseInput,
} from '../protocol/generated/alter-replica-log-dirs.ts';
import { AlterReplicaLogDirs } from '../protocol/generated/alter-replica-log-dirs.ts';

/** Topics by name, with a result for each partition. */
type Results = Map<string, Map<number, ErrorCode>>;

export const alterReplicaLogDirs = defineHandler(AlterReplicaLogDirs, {
  versions: [1, 2],

  handle({ replicas }, request) {
    return answer(request, (path, topic, partition) => {
      try {
        replicas.moveToDirectory(topic, partition, path);
        return ErrorCode.NONE;
      } catch (error) {
        return toErrorCode(error);
      }
    });
  },

  failure: (errorCode, request) => answer(request, () => errorCode),
});

/** One row for each topic: it may be named under several paths. */
function answer(
  { dirs }: AlterReplicaLogDirsRequest,
  move: (path: string, topic: string, partition: number) => ErrorCode,
): AlterReplicaLogDirsResponseInput {
  const results: Results = new Map();
  for (const { path, topics } of dirs) {
    for (const { name, partitions } of topics) {
      const codes = results.get(name) ?? new Map<number, ErrorCode>();
      results.set(name, codes);
      for (const index of partitions) codes.set(index, move(path, name, index));
    }
  }
  return { throttleTimeMs: 0, results: Array.from(results, row) };
}

function row([topicName, codes]: readonly [string, ReadonlyMap<number, ErrorCode>]) {
  const partitions = Array.from(codes, ([partitionIndex, errorCode]) => ({
    partitionIndex,
    errorCode,
  }));
  return { topicName, partitions };
}
