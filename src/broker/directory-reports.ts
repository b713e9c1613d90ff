// Tells the cluster what this broker's disks are like: in which log directory each replica is, and which
// directories are online (KIP-858). Whoever asks waits for nothing: what comes together is told together.

import { KafkaError } from '../base/kafka-error.ts';
import type { LogManager } from '../log/log-manager.ts';
import type { Controller } from '../metadata/controller.ts';
import type { DirectoryAssignment, DirectoryStates } from '../metadata/directory-assignment.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';

export interface DirectoryReportsOptions {
  readonly controller: Controller;
  readonly logs: LogManager;
  readonly nodeId: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** After a report that did not go through. */
const RETRY_MS = 1000;

export class DirectoryReports {
  #options: DirectoryReportsOptions | null = null;
  #assignments: DirectoryAssignment[] = [];
  #statesChanged = false;
  #timer: Timer | null = null;
  #isReporting = false;

  /** From now on there is somebody to tell; what was said before is told as well. */
  start(options: DirectoryReportsOptions): void {
    this.#options = options;
    this.#statesChanged = options.logs.statuses().some(({ isCordoned }) => isCordoned);
    options.logs.onStateChange(() => {
      this.#statesChanged = true;
      this.#schedule(0);
    });
    this.#schedule(0);
  }

  /** A replica is in another directory than the metadata say. */
  assigned(assignment: DirectoryAssignment): void {
    this.#assignments.push(assignment);
    this.#schedule(0);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#options = null;
  }

  #schedule(delayMs: number): void {
    if (!this.#options || this.#timer || this.#isReporting) return;
    if (this.#assignments.length === 0 && !this.#statesChanged) return;
    this.#timer = this.#options.clock.setTimer(delayMs, () => {
      this.#timer = null;
      void this.#report();
    });
  }

  /** Never rejects. */
  async #report(): Promise<void> {
    this.#isReporting = true;
    let delayMs = 0;
    try {
      await this.#tell();
    } catch (error) {
      const reason = error instanceof KafkaError ? error.message : error;
      this.#options?.logger.warn({ reason }, 'telling the cluster of log directories failed');
      delayMs = RETRY_MS;
    }
    this.#isReporting = false;
    this.#schedule(delayMs);
  }

  async #tell(): Promise<void> {
    if (this.#options && this.#statesChanged) {
      const { controller, logs, nodeId } = this.#options;
      // What changes while this is told is told after it; what cannot be told is told again.
      this.#statesChanged = false;
      await controller.reportDirectories(nodeId, statesOf(logs)).catch((error: unknown) => {
        this.#statesChanged = true;
        throw error;
      });
    }
    if (this.#options && this.#assignments.length > 0) {
      const { controller, nodeId } = this.#options;
      const told = this.#assignments.length;
      await controller.assignDirectories(nodeId, this.#assignments);
      this.#assignments = this.#assignments.slice(told);
    }
  }
}

function statesOf(logs: LogManager): DirectoryStates {
  const online = logs.statuses().filter(({ failure }) => failure === null);
  const idsOf = (statuses: typeof online) =>
    statuses.flatMap(({ directory }) => directory?.id ?? []);
  return {
    logDirectories: idsOf(online),
    cordonedLogDirectories: idsOf(online.filter(({ isCordoned }) => isCordoned)),
  };
}
