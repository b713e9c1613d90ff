// How many partitions the repartition topics of a topology get. One that the application gives a number keeps
// it; any other gets as many as the widest input of the subtopologies that write to it. Inputs may be
// repartition topics themselves, so the rule is applied until nothing is left.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { Subtopology } from '../../../protocol/generated/records/streams-group-topology-value.ts';

/** The number of partitions of a topic; undefined while there is none. */
export type PartitionCount = (topic: string) => number | undefined;

/** Throws KafkaError STREAMS_INVALID_TOPOLOGY when a loop or a topic that nobody writes leaves one undecided. */
export function repartitionCounts(
  subtopologies: readonly Subtopology[],
  partitionsOf: PartitionCount,
): Map<string, number> {
  const counts = fixedCounts(subtopologies);
  let undecided: readonly Subtopology[] = subtopologies;
  while (undecided.length > 0) {
    const left = undecided.filter((subtopology) => !decideSinks(subtopology, counts, partitionsOf));
    if (left.length === undecided.length) {
      throw invalid(
        'Failed to compute number of partitions for all repartition topics. ' +
          'There may be loops in the topology that cannot be resolved.',
      );
    }
    undecided = left;
  }
  requireWriters(subtopologies, counts);
  return counts;
}

function fixedCounts(subtopologies: readonly Subtopology[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { repartitionSourceTopics } of subtopologies) {
    for (const { name, partitions } of repartitionSourceTopics) {
      if (partitions < 0) throw invalid(`Repartition topic ${name} has ${partitions} partitions.`);
      if (partitions > 0) counts.set(name, partitions);
    }
  }
  return counts;
}

/** False when the topics that the subtopology writes cannot be decided yet. */
function decideSinks(
  subtopology: Subtopology,
  counts: Map<string, number>,
  partitionsOf: PartitionCount,
): boolean {
  const open = subtopology.repartitionSinkTopics.filter((topic) => !counts.has(topic));
  if (open.length === 0) return true;
  const { repartitionSourceTopics, sourceTopics } = subtopology;
  const inputs = [
    ...repartitionSourceTopics.map(({ name }) => counts.get(name)),
    ...sourceTopics.map(partitionsOf),
  ].filter((count) => count !== undefined);
  if (inputs.length === 0) return false;
  for (const topic of open) counts.set(topic, Math.max(...inputs));
  return true;
}

function requireWriters(
  subtopologies: readonly Subtopology[],
  counts: ReadonlyMap<string, number>,
): void {
  for (const { repartitionSourceTopics } of subtopologies) {
    if (repartitionSourceTopics.every(({ name }) => counts.has(name))) continue;
    throw invalid(
      'Failed to compute number of partitions for all repartition topics, because ' +
        'a repartition source topic is never used as a sink topic.',
    );
  }
}

function invalid(message: string): KafkaError {
  return new KafkaError(ErrorCode.STREAMS_INVALID_TOPOLOGY, message);
}
