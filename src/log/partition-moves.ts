// The moves of partitions between the log directories of a broker. They take turns, a slice each, beside
// everything else that the broker does. One that a stop interrupts leaves its future log behind and goes on
// at the next start; one whose disk fails is given up until then.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { LogDirectory } from './log-directory.ts';
import type { LogRequest } from './log-types.ts';
import { PartitionMove } from './partition-move.ts';
import type { PartitionName } from './partition-name.ts';
import { canHaveFuture, partitionDirectoryName } from './partition-name.ts';

/** Between two slices. */
const PAUSE_MS = 1;

export interface PartitionMovesOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The partition is in this directory from now on. */
  readonly rehome: (partition: PartitionName, directory: LogDirectory) => void;
}

/** A move that is asked for. */
export interface MoveRequest {
  readonly log: LogRequest;
  readonly from: LogDirectory;
  readonly to: LogDirectory;
  /** Called in the turn in which the partition is in the other directory. */
  readonly onMoved: () => void;
}

/** A log on its way, for DescribeLogDirs. */
export interface FutureLogStatus {
  readonly path: string;
  readonly sizeInBytes: number;
  readonly offsetLag: number;
}

export class PartitionMoves {
  readonly #options: PartitionMovesOptions;
  readonly #moves = new Map<string, PartitionMove>();
  /** Whose turn it is next, in order. */
  #queue: string[] = [];
  #timer: Timer | null = null;
  #isClosed = false;

  constructor(options: PartitionMovesOptions) {
    this.#options = options;
  }

  /** Begins a move, or turns one that is under way. Throws KafkaError. */
  start({ log, from, to, onMoved }: MoveRequest): void {
    if (!canHaveFuture(log)) {
      throw new KafkaError(ErrorCode.INVALID_TOPIC_EXCEPTION, 'The topic name is too long.');
    }
    const name = partitionDirectoryName(log);
    const current = this.#moves.get(name);
    if (current?.to === to) return;
    if (current) this.cancel(log);
    if (from === to) return;
    const moved = () => {
      this.#options.rehome({ topic: log.topic, index: log.index }, to);
      onMoved();
    };
    if (!from.holds(log)) {
      // Nobody has written it: there is nothing to copy.
      from.deleteLog(log, 0);
      moved();
      return;
    }
    from.openLog(log);
    const future = to.futures.open(log);
    this.#moves.set(name, new PartitionMove({ request: log, from, to, future, onMoved: moved }));
    this.#queue.push(name);
    this.#wake();
  }

  /** The partition stays where it is, or goes altogether. */
  cancel(partition: PartitionName): void {
    const name = partitionDirectoryName(partition);
    const move = this.#moves.get(name);
    this.#moves.delete(name);
    move?.to.dropFuture(partition);
  }

  /** Where a partition is on its way to; null when it is not. */
  statusOf(partition: PartitionName): FutureLogStatus | null {
    const move = this.#moves.get(partitionDirectoryName(partition));
    if (!move || move.to.failure) return null;
    const { to, future, offsetLag } = move;
    return { path: to.path, sizeInBytes: future.sizeInBytes, offsetLag };
  }

  close(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    this.#timer = null;
  }

  #wake(): void {
    if (this.#timer || this.#isClosed || this.#queue.length === 0) return;
    this.#timer = this.#options.clock.setTimer(PAUSE_MS, () => {
      this.#timer = null;
      this.#takeTurn();
      this.#wake();
    });
  }

  #takeTurn(): void {
    const name = this.#queue.shift() ?? '';
    const move = this.#moves.get(name);
    if (!move) return;
    this.#orGiveUp(name, move, () => {
      if (move.copySlice()) this.#finish(name, move);
      else this.#queue.push(name);
    });
  }

  /** Nothing is missing: what was copied goes to the device off the event loop, what comes meanwhile on it. */
  #finish(name: string, move: PartitionMove): void {
    const giveUp = (error: unknown) => this.#giveUp(name, move, error);
    move.future.flush().then(() => {
      if (this.#isClosed || this.#moves.get(name) !== move) return;
      this.#orGiveUp(name, move, () => {
        if (!move.copySlice()) {
          this.#queue.push(name);
          this.#wake();
          return;
        }
        this.#moves.delete(name);
        move.exchange();
        this.#options.logger.info({ partition: name, directory: move.to.path }, 'moved');
      });
    }, giveUp);
  }

  #orGiveUp(name: string, move: PartitionMove, step: () => void): void {
    try {
      step();
    } catch (error) {
      this.#giveUp(name, move, error);
    }
  }

  #giveUp(name: string, move: PartitionMove, error: unknown): void {
    if (!(error instanceof KafkaError)) throw error;
    if (this.#moves.get(name) === move) this.#moves.delete(name);
    const { logger } = this.#options;
    const { path } = move.to;
    logger.error({ partition: name, directory: path, reason: error.message }, 'moving failed');
  }
}
