// Lets the broker create the internal topics of Streams applications. Heartbeats ask for what is missing until
// it is there, so what is under way is not asked for again, and what has failed only after a while; until then
// members are told why.

import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { InternalTopic } from './configure-topology.ts';

/** Creates topics; declared here, supplied by the broker. */
export interface InternalTopicCreator {
  /** What could not be created, by name, and why. Rejects when nothing could. */
  create(topics: readonly InternalTopic[]): Promise<ReadonlyMap<string, string>>;
}

/** Failures that are remembered; the oldest go first. */
const MOST_FAILURES = 1_000;

interface Failure {
  readonly reason: string;
  readonly untilMs: number;
}

export class InternalTopicCreation {
  private readonly creator: InternalTopicCreator;
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly underWay = new Set<string>();
  private readonly failures = new Map<string, Failure>();

  constructor(creator: InternalTopicCreator, clock: Clock, logger: Logger) {
    this.creator = creator;
    this.clock = clock;
    this.logger = logger;
  }

  /** Starts to create the topics; those that fail are left alone for `retryMs`. */
  start(topics: readonly InternalTopic[], retryMs: number): void {
    const wanted = topics.filter(({ name }) => !this.underWay.has(name) && !this.hasFailed(name));
    if (wanted.length === 0) return;
    for (const { name } of wanted) this.underWay.add(name);
    const untilMs = this.clock.monotonicMs() + retryMs;
    this.creator
      .create(wanted)
      .catch((error: unknown) => new Map(wanted.map(({ name }) => [name, reasonOf(error)])))
      .then((failed) => this.finish(wanted, failed, untilMs))
      .catch((error: unknown) => this.logger.error({ error }, 'creating internal topics failed'));
  }

  /** Why topics of these could not be created, by name. */
  failuresOf(topics: readonly InternalTopic[]): ReadonlyMap<string, string> {
    const failures = new Map<string, string>();
    for (const { name } of topics) {
      const failure = this.failures.get(name);
      if (failure !== undefined && this.hasFailed(name)) failures.set(name, failure.reason);
    }
    return failures;
  }

  private hasFailed(name: string): boolean {
    const failure = this.failures.get(name);
    if (failure === undefined) return false;
    if (failure.untilMs > this.clock.monotonicMs()) return true;
    this.failures.delete(name);
    return false;
  }

  private finish(
    wanted: readonly InternalTopic[],
    failed: ReadonlyMap<string, string>,
    untilMs: number,
  ): void {
    for (const { name } of wanted) this.underWay.delete(name);
    for (const [topic, reason] of failed) {
      this.logger.warn({ topic, reason }, 'an internal topic could not be created');
      this.failures.set(topic, { reason, untilMs });
    }
    for (const oldest of this.failures.keys()) {
      if (this.failures.size <= MOST_FAILURES) break;
      this.failures.delete(oldest);
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
