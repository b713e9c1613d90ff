// The share coordinator as the partitions and groups of this broker reach it. The topic in which it keeps
// its state comes into being with the first call; a coordinator that is not ready is asked again.

import type { Answer } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { SHARE_GROUP_STATE_TOPIC } from '../base/internal-topics.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type {
  InitialShareState,
  SharePersister,
  ShareStateChange,
  ShareStateQuery,
  ShareStateVerdict,
} from '../base/share-persister.ts';
import type { TopicIdPartition } from '../base/share-state.ts';
import type { ShareCoordinator } from '../coordinator/share-coordinator.ts';
import type { Controller } from '../metadata/controller.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { Clock } from '../platform/clock.ts';

export interface LocalSharePersisterOptions {
  readonly shareStates: ShareCoordinator;
  readonly metadata: Metadata;
  readonly controller: Controller;
  readonly clock: Clock;
}

/** How often, and after how long a pause each time, a coordinator that is not ready is asked. */
const ATTEMPTS = 5;
const BACKOFF_MS = 1000;

const NOT_READY: ReadonlySet<ErrorCode> = new Set([
  ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.NOT_COORDINATOR,
]);

export class LocalSharePersister implements SharePersister {
  readonly #options: LocalSharePersisterOptions;

  constructor(options: LocalSharePersisterOptions) {
    this.#options = options;
  }

  initialize(groupId: string, partitions: readonly InitialShareState[]) {
    return this.#ask(partitions, (asked) => this.#options.shareStates.initialize(groupId, asked));
  }

  read(groupId: string, partitions: readonly ShareStateQuery[]) {
    return this.#ask(partitions, (asked) => this.#options.shareStates.read(groupId, asked));
  }

  write(groupId: string, partitions: readonly ShareStateChange[]) {
    return this.#ask(partitions, (asked) => this.#options.shareStates.write(groupId, asked));
  }

  delete(groupId: string, partitions: readonly TopicIdPartition[]) {
    return this.#ask(partitions, (asked) => this.#options.shareStates.delete(groupId, asked));
  }

  readSummary(groupId: string, partitions: readonly ShareStateQuery[]) {
    return this.#ask(partitions, (asked) => this.#options.shareStates.readSummary(groupId, asked));
  }

  #ask<P, R extends ShareStateVerdict>(asked: readonly P[], ask: Ask<P, R>): Answer<readonly R[]> {
    if (asked.length === 0) return [];
    const { metadata, controller } = this.#options;
    if (metadata.topic(SHARE_GROUP_STATE_TOPIC) === undefined) {
      const answer = () => this.#untilReady(asked, ask);
      // Without the topic the coordinator itself says what is wrong.
      return controller.ensureTopic(SHARE_GROUP_STATE_TOPIC).then(answer, ignoreKafkaError(answer));
    }
    const answers = ask(asked);
    const isReady = !(answers instanceof Promise) && answers.every(isFinal);
    return isReady ? answers : this.#untilReady(asked, ask, answers);
  }

  /** Asks again for those partitions alone whose coordinator was not ready. */
  async #untilReady<P, R extends ShareStateVerdict>(
    asked: readonly P[],
    ask: Ask<P, R>,
    first: Answer<readonly R[]> = ask(asked),
  ): Promise<readonly R[]> {
    const answers = [...(await first)];
    for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
      const open = answers.flatMap((answer, at) => (isFinal(answer) ? [] : [at]));
      if (open.length === 0) break;
      await this.#pause();
      const again = await ask(open.map((at) => asked[at] as P));
      for (const [at, answer] of again.entries()) answers[open[at] as number] = answer;
    }
    return answers;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#options.clock.setTimer(BACKOFF_MS, resolve);
    });
  }
}

type Ask<P, R> = (asked: readonly P[]) => Answer<readonly R[]>;

function isFinal({ errorCode }: ShareStateVerdict): boolean {
  return !NOT_READY.has(errorCode);
}

function ignoreKafkaError<R>(next: () => R): (error: unknown) => R {
  return (error) => {
    if (error instanceof KafkaError) return next();
    throw error;
  };
}
