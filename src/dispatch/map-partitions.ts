// Runs one function per partition of a request and keeps topics and partitions in the request's order.
// As long as every result is there at once, so is the answer: no promise, no turn of the event loop.

/** A topic of a request, with its partitions. */
interface TopicEntry<P> {
  readonly partitions: readonly P[];
}

/**
 * Maps every partition of every topic; each topic comes back through `answerTopic` with its results.
 * Failures belong to the mapper: one that escapes fails the whole request.
 */
export function mapPartitions<T extends TopicEntry<P>, P, R, A>(
  topics: readonly T[],
  mapOne: (topic: T, partition: P) => R | Promise<R>,
  answerTopic: (topic: T, partitions: R[]) => A,
): A[] | Promise<A[]> {
  const results = topics.map((topic) =>
    topic.partitions.map((partition) => mapOne(topic, partition)),
  );
  if (results.every((list) => list.every((result) => !(result instanceof Promise)))) {
    return topics.map((topic, at) => answerTopic(topic, results[at] as R[]));
  }
  return Promise.all(results.map((list) => Promise.all(list))).then((settled) =>
    topics.map((topic, at) => answerTopic(topic, settled[at] as R[])),
  );
}
