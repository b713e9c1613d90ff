// Tells the cluster what this broker's disks are like: in which log directory each replica is, and which
// directories are online (KIP-858). Whoever asks waits for nothing: what comes together is told together.

import { KafkaError } from '../base/kafka-error.ts';
import type { LogManager } from '../log/log-manager.ts';
import type { Controller } from '../metadata/controller.ts';
import type { DirectoryAssignment } from '../metadata/directory-assignment.ts';
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
  #onlineChanged = false;
  #timer: Timer | null = null;
  #isReporting = false;

  /** From now on there is somebody to tell; what was said before is told as well. */
  start(options: DirectoryReportsOptions): void {
    this.#options = options;
    options.logs.onFailure(() => {
      this.#onlineChanged = true;
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
    if (this.#assignments.length === 0 && !this.#onlineChanged) return;
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
    if (this.#options && this.#onlineChanged) {
      const { controller, logs, nodeId } = this.#options;
      const online = logs.online();
      await controller.reportDirectories(
        nodeId,
        online.map(({ id }) => id),
      );
      this.#onlineChanged = logs.online().length !== online.length;
    }
    if (this.#options && this.#assignments.length > 0) {
      const { controller, nodeId } = this.#options;
      const told = this.#assignments.length;
      await controller.assignDirectories(nodeId, this.#assignments);
      this.#assignments = this.#assignments.slice(told);
    }
  }
}
