// What a broker does without being asked: deletes what retention no longer wants, forgets silent
// producers, notes on disk how far its logs are. Each task runs at its own interval, one partition after
// the other; a partition that fails does not keep the others from their turn.

import { KafkaError } from '../base/kafka-error.ts';
import type { LogDirectory } from '../log/log-directory.ts';
import type { LogManager } from '../log/log-manager.ts';
import type { BrokerConfig } from '../metadata/configs/broker-configs.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import { IDLE, QUIET } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Partition } from '../replication/partition.ts';

export interface HousekeepingOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly partitions: () => Iterable<Partition>;
  readonly config: () => BrokerConfig;
  /** Whose checkpoints are written. */
  readonly logs: LogManager;
}

/** Apache Kafka's `producer.id.expiration.check.interval.ms`, which is not a public config. */
const PRODUCER_EXPIRY_CHECK_MS = 600_000;

/** Partitions that are looked at in one turn of the event loop. */
const PARTITIONS_PER_TURN = 100;
/** Between two such turns. */
const PAUSE_MS = 1;
const SWEEP = 'sweep';

export class Housekeeping {
  readonly #options: HousekeepingOptions;
  readonly #timers = new Map<string, Timer>();

  constructor(options: HousekeepingOptions) {
    this.#options = options;
  }

  start(): void {
    const { config, clock } = this.#options;
    this.#repeat(
      'retention',
      () => config().logRetentionCheckIntervalMs,
      () => this.#sweep((partition) => partition.deleteOldSegments(clock.wallMs())),
    );
    this.#repeat(
      'producer expiry',
      () => PRODUCER_EXPIRY_CHECK_MS,
      () => {
        this.#eachLog((partition) => partition.openedLog?.expireProducers(clock.wallMs()));
        return QUIET;
      },
    );
    this.#repeat(
      'flush',
      () => config().logFlushSchedulerIntervalMs,
      () => this.#eachLog((partition) => this.#flushIfDue(partition)),
    );
    this.#repeat(
      'recovery points',
      () => config().logFlushOffsetCheckpointIntervalMs,
      () => this.#note((directory) => directory.writeRecoveryPoints()),
    );
    this.#repeat(
      'log start offsets',
      () => config().logFlushStartOffsetCheckpointIntervalMs,
      () => this.#note((directory) => directory.writeLogStartOffsets()),
    );
    this.#repeat(
      'high watermarks',
      () => config().replicaHighWatermarkCheckpointIntervalMs,
      () => {
        this.#eachLog((partition) => this.#noteHighWatermark(partition));
        return this.#note((directory) => directory.writeHighWatermarks());
      },
    );
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  #repeat(name: string, intervalMs: () => number, task: () => unknown): void {
    const turn = () => this.#guard(name, task);
    this.#timers.set(name, this.#options.clock.repeat(intervalMs, turn));
  }

  /** What is noted once need not be noted again before something has changed. */
  #note(visit: (directory: LogDirectory) => void): unknown {
    this.#eachDirectory(visit);
    return IDLE;
  }

  /**
   * Visits all partitions, a few in a turn: a visit may have to look at the disk. It answers with how much it has
   * removed.
   */
  #sweep(visit: (partition: Partition) => number): unknown {
    // A sweep that is under way at the next check goes on instead.
    if (this.#timers.has(SWEEP)) return QUIET;
    const partitions = [...this.#options.partitions()];
    const goOn = (from: number): unknown => {
      this.#timers.delete(SWEEP);
      let hasChanged = false;
      for (const partition of partitions.slice(from, from + PARTITIONS_PER_TURN)) {
        const removed = this.#guard(`${partition.topic}-${partition.index}`, () =>
          visit(partition),
        );
        if (removed !== 0) hasChanged = true;
      }
      const outcome = hasChanged ? undefined : QUIET;
      const next = from + PARTITIONS_PER_TURN;
      if (next >= partitions.length) return outcome;
      this.#timers.set(
        SWEEP,
        this.#options.clock.setTimer(PAUSE_MS, () => goOn(next)),
      );
      return outcome;
    };
    return goOn(0);
  }

  #eachLog(visit: (partition: Partition) => void): void {
    for (const partition of this.#options.partitions()) {
      this.#guard(`${partition.topic}-${partition.index}`, () => visit(partition));
    }
  }

  #eachDirectory(visit: (directory: LogDirectory) => void): void {
    for (const directory of this.#options.logs.online()) {
      this.#guard(directory.path, () => visit(directory));
    }
  }

  #noteHighWatermark(partition: Partition): void {
    if (!partition.openedLog) return;
    const directory = this.#options.logs.directoryOf(partition);
    directory?.setHighWatermark(partition, partition.highWatermark);
  }

  #flushIfDue(partition: Partition): void {
    const flushed = partition.openedLog?.flushIfDue(this.#options.clock.wallMs());
    flushed?.catch((error: unknown) =>
      this.#report(`${partition.topic}-${partition.index}`, error),
    );
  }

  #guard(what: string, task: () => unknown): unknown {
    try {
      return task();
    } catch (error) {
      this.#report(what, error);
      return undefined;
    }
  }

  /** An offline directory is reported where it fails; anything else is worth a line of its own. */
  #report(what: string, error: unknown): void {
    const { logger } = this.#options;
    if (error instanceof KafkaError) logger.debug({ what, reason: error.message }, 'housekeeping');
    else logger.error({ what, error }, 'housekeeping failed');
  }
}
