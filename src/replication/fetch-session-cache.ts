// All fetch sessions of the broker: a bounded number, given up in the order of least use.

import { ErrorCode } from '../base/error-code.ts';
import type { Uuid } from '../base/uuid.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/random.ts';
import type { FetchNews, FetchTarget, ForgottenPartition } from './fetch-session.ts';
import {
  FetchSession,
  FINAL_EPOCH,
  INITIAL_EPOCH,
  NO_SESSION,
  nextSessionEpoch,
} from './fetch-session.ts';

/** What a Fetch request says of its session and partitions. */
export interface FetchSessionRequest {
  readonly sessionId: number;
  readonly sessionEpoch: number;
  /** Fetch v13 and later name topics by id; a session may not change between the two. */
  readonly usesTopicIds: boolean;
  readonly targets: readonly FetchTarget[];
  readonly forgotten: readonly ForgottenPartition[];
}

/** The partitions that one request is about, and how its answer is cut to what is new. */
export interface FetchContext {
  /** NONE, or why the session cannot be used: then there is nothing to fetch. */
  readonly errorCode: ErrorCode;
  readonly targets: readonly FetchTarget[];
  /** Keeps of a full answer what the client must hear. */
  answer<T extends FetchNews>(results: readonly (readonly [FetchTarget, T])[]): FetchAnswer<T>;
}

export interface FetchAnswer<T> {
  readonly errorCode: ErrorCode;
  readonly sessionId: number;
  readonly results: readonly (readonly [FetchTarget, T])[];
}

export interface FetchSessionLimits {
  /** `max.incremental.fetch.session.cache.slots` */
  readonly maxSessions: number;
  /** `min.incremental.fetch.session.eviction.ms` (a constant of 120 s in Apache Kafka). */
  readonly minEvictionMs: number;
}

const MAX_SESSION_ID = 0x7fffffff;

export class FetchSessionCache {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #limits: FetchSessionLimits;
  /** In the order of last use, oldest first. */
  readonly #sessions = new Map<number, FetchSession>();

  constructor(clock: Clock, random: Random, limits: FetchSessionLimits) {
    this.#clock = clock;
    this.#random = random;
    this.#limits = limits;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Finds or opens what this request refers to. */
  open(request: FetchSessionRequest, topicName: (id: Uuid) => string | null): FetchContext {
    const { sessionId, sessionEpoch } = request;
    if (sessionEpoch === INITIAL_EPOCH || sessionEpoch === FINAL_EPOCH) {
      this.#sessions.delete(sessionId);
      return sessionEpoch === FINAL_EPOCH ? sessionless(request.targets) : this.#full(request);
    }
    const session = this.#sessions.get(sessionId);
    if (!session) return refused(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
    if (session.epoch !== sessionEpoch) return refused(ErrorCode.INVALID_FETCH_SESSION_EPOCH);
    if (session.usesTopicIds !== request.usesTopicIds) {
      return refused(ErrorCode.FETCH_SESSION_TOPIC_ID_ERROR);
    }
    return this.#incremental(session, request, topicName);
  }

  #full(request: FetchSessionRequest): FetchContext {
    return {
      errorCode: ErrorCode.NONE,
      targets: request.targets,
      answer: (results) => ({
        errorCode: ErrorCode.NONE,
        sessionId: this.#create(request.usesTopicIds, results),
        results,
      }),
    };
  }

  #incremental(
    session: FetchSession,
    request: FetchSessionRequest,
    topicName: (id: Uuid) => string | null,
  ): FetchContext {
    session.update(request.targets, request.forgotten);
    if (session.size === 0) {
      this.#sessions.delete(session.id);
      return sessionless(request.targets);
    }
    this.#touch(session);
    const epoch = nextSessionEpoch(session.epoch);
    session.epoch = epoch;
    return {
      errorCode: ErrorCode.NONE,
      targets: session.targets(topicName),
      answer: (results) => {
        // A second request of the same session came in between: this answer would tell it a wrong state.
        if (session.epoch !== epoch) {
          const errorCode = ErrorCode.INVALID_FETCH_SESSION_EPOCH;
          return { errorCode, sessionId: session.id, results: [] };
        }
        const news = results.filter(([target, result]) => session.takeNews(target, result));
        return { errorCode: ErrorCode.NONE, sessionId: session.id, results: news };
      },
    };
  }

  #create(usesTopicIds: boolean, results: readonly (readonly [FetchTarget, FetchNews])[]): number {
    if (this.#sessions.size >= this.#limits.maxSessions && !this.#evictFor(results.length)) {
      return NO_SESSION;
    }
    const session = new FetchSession(this.#freeId(), usesTopicIds, this.#clock.monotonicMs());
    for (const [target, result] of results) session.remember(target, result);
    this.#sessions.set(session.id, session);
    return session.id;
  }

  /** Makes room: a session unused for long, else an old one that is smaller than the new one. */
  #evictFor(size: number): boolean {
    const now = this.#clock.monotonicMs();
    const [oldest] = this.#sessions.values();
    if (!oldest) return false;
    if (now - oldest.lastUsedMs > this.#limits.minEvictionMs) {
      return this.#sessions.delete(oldest.id);
    }
    let smallest: FetchSession | undefined;
    for (const session of this.#sessions.values()) {
      if (now - session.createdMs <= this.#limits.minEvictionMs) continue;
      if (!smallest || session.size < smallest.size) smallest = session;
    }
    return smallest !== undefined && smallest.size <= size && this.#sessions.delete(smallest.id);
  }

  #touch(session: FetchSession): void {
    session.lastUsedMs = this.#clock.monotonicMs();
    this.#sessions.delete(session.id);
    this.#sessions.set(session.id, session);
  }

  #freeId(): number {
    for (;;) {
      const id = 1 + this.#random.below(MAX_SESSION_ID - 1);
      if (!this.#sessions.has(id)) return id;
    }
  }
}

function sessionless(targets: readonly FetchTarget[]): FetchContext {
  return {
    errorCode: ErrorCode.NONE,
    targets,
    answer: (results) => ({ errorCode: ErrorCode.NONE, sessionId: NO_SESSION, results }),
  };
}

function refused(errorCode: ErrorCode): FetchContext {
  return {
    errorCode,
    targets: [],
    answer: () => ({ errorCode, sessionId: NO_SESSION, results: [] }),
  };
}
