// Runs one function per partition of a request and keeps topics and partitions in the request's order.

/** A topic of a request, with its partitions. */
interface TopicEntry<P> {
  readonly partitions: readonly P[];
}

/**
 * Maps every partition of every topic; each topic comes back through `answerTopic` with its results.
 * A failure belongs to the mapper: one that escapes fails the whole request.
 */
export function mapPartitions<T extends TopicEntry<P>, P, R, A>(
  topics: readonly (T & TopicEntry<P>)[],
  mapOne: (topic: T, partition: P) => R,
  answerTopic: (topic: T, partitions: R[]) => A,
): A[] {
  return topics.map((topic) =>
    answerTopic(
      topic,
      topic.partitions.map((partition) => mapOne(topic, partition)),
    ),
  );
}
