// The answers of one partition that wait for their records to be committed. Each ends in one of three
// ways: committed, given up after the timeout, or cut off because the partition was unloaded.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { Clock } from '../../platform/clock.ts';
import { toCoordinatorError } from './coordinator-errors.ts';

export class CommitWaiters {
  private readonly clock: Clock;
  private readonly timeoutMs: () => number;
  private readonly rejections = new Set<(error: unknown) => void>();

  constructor(clock: Clock, timeoutMs: () => number) {
    this.clock = clock;
    this.timeoutMs = timeoutMs;
  }

  /** Resolves with the commit; rejects with KafkaError when it fails, takes too long or is cut off. */
  wait(commit: Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (finish: () => void) => {
        timer.cancel();
        this.rejections.delete(fail);
        finish();
      };
      const fail = (error: unknown) => {
        const told = error instanceof KafkaError ? toCoordinatorError(error) : error;
        end(() => reject(told));
      };
      const timer = this.clock.setTimer(this.timeoutMs(), () =>
        fail(new KafkaError(ErrorCode.REQUEST_TIMED_OUT)),
      );
      this.rejections.add(fail);
      commit.then(() => end(resolve), fail);
    });
  }

  /** Cuts off everyone who still waits. */
  rejectAll(error: KafkaError): void {
    for (const reject of [...this.rejections]) reject(error);
  }
}
