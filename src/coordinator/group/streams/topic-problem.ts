// Why the topics that exist do not fit a Streams topology. Members are told as a status of their heartbeat:
// they stay in the group, without tasks, until the topics change.

/** The statuses of a heartbeat's answer (KIP-1071). */
export const StreamsStatus = {
  STALE_TOPOLOGY: 0,
  MISSING_SOURCE_TOPICS: 1,
  INCORRECTLY_PARTITIONED_TOPICS: 2,
  MISSING_INTERNAL_TOPICS: 3,
  SHUTDOWN_APPLICATION: 4,
  ASSIGNMENT_DELAYED: 5,
} as const;

export type StreamsStatus = (typeof StreamsStatus)[keyof typeof StreamsStatus];

/** Thrown while a topology is configured; never leaves `configureTopology`. */
export class TopicProblem extends Error {
  readonly status: StreamsStatus;

  constructor(status: StreamsStatus, message: string) {
    super(message);
    this.name = 'TopicProblem';
    this.status = status;
  }
}

const MAX_NAMED_TOPICS = 3;

/** The first topics by name, and how many more there are. */
export function nameTopics(topics: readonly string[]): string {
  const named = topics.slice(0, MAX_NAMED_TOPICS).join(', ');
  const rest = topics.length - MAX_NAMED_TOPICS;
  return rest > 0 ? `${named} and ${rest} additional topics` : named;
}
