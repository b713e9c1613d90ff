// What the five APIs of the share coordinator have in common: they name partitions by topic and are answered
// by topic, while the coordinator is asked for all of them at once.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import type { ErrorCode } from '../base/error-code.ts';
import type { Uuid } from '../base/uuid.ts';

interface Topic<P> {
  readonly topicId: Uuid;
  readonly partitions: readonly P[];
}

interface Request<P> {
  readonly groupId: string;
  readonly topics: readonly Topic<P>[];
}

/** The answer to a request: per partition what was said of it. */
export interface ShareStateResults<R> {
  readonly results: readonly Topic<R & { readonly partition: number }>[];
}

/**
 * Asks about all partitions of a request. As in Apache Kafka, one that names no group, no topic, or a topic
 * without partitions is answered with nothing.
 */
export function askShareState<P extends { readonly partition: number }, R>(
  { groupId, topics }: Request<P>,
  ask: (groupId: string, asked: readonly (P & { topicId: Uuid })[]) => Answer<readonly R[]>,
): Answer<ShareStateResults<R>> {
  if (groupId === '' || topics.some(({ partitions }) => partitions.length === 0)) {
    return { results: [] };
  }
  const asked = topics.flatMap(({ topicId, partitions }) =>
    partitions.map((partition) => ({ ...partition, topicId })),
  );
  return whenAnswered(ask(groupId, asked), (answers) => {
    const next = answers[Symbol.iterator]();
    const results = topics.map(({ topicId, partitions }) => ({
      topicId,
      partitions: partitions.map(({ partition }) => ({ ...(next.next().value as R), partition })),
    }));
    return { results };
  });
}

/** The same error for every partition of a request; `row` is the rest of its answer. */
export function failShareState<E extends object>(
  errorCode: ErrorCode,
  { topics }: { readonly topics: readonly Topic<{ readonly partition: number }>[] },
  row: E,
): ShareStateResults<E & { readonly errorCode: ErrorCode }> {
  const results = topics.map(({ topicId, partitions }) => ({
    topicId,
    partitions: partitions.map(({ partition }) => ({ ...row, partition, errorCode })),
  }));
  return { results };
}
