// A member can own only tasks that the topology has.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { ConfiguredTopology } from './configure-topology.ts';
import type { Tasks } from './tasks.ts';

/** Throws KafkaError INVALID_REQUEST. While the topics do not fit, nobody knows which tasks there are. */
export function requireKnownTasks(
  { problem, subtopologies }: ConfiguredTopology,
  owned: Tasks,
): void {
  if (problem !== null || subtopologies === null) return;
  for (const tasks of [owned.active, owned.standby, owned.warmup]) {
    for (const [id, partitions] of tasks) {
      const subtopology = subtopologies.get(id);
      if (subtopology === undefined) {
        throw invalid(`Subtopology ${id} does not exist in the topology.`);
      }
      const { taskCount } = subtopology;
      for (const partition of partitions) {
        if (partition >= 0 && partition < taskCount) continue;
        throw invalid(
          `Task ${partition} for subtopology ${id} is invalid. ` +
            `Number of tasks for this subtopology: ${taskCount}`,
        );
      }
    }
  }
}

function invalid(message: string): KafkaError {
  return new KafkaError(ErrorCode.INVALID_REQUEST, message);
}
