// A share coordinator on virtual time and a log in memory, and short ways to speak to it.

import { ErrorCode } from '../../../src/base/error-code.ts';
import type { ShareStateRead, ShareStateSummary } from '../../../src/base/share-persister.ts';
import type { StateBatch } from '../../../src/base/share-state.ts';
import type { Uuid } from '../../../src/base/uuid.ts';
import type { ShareCoordinatorConfig } from '../../../src/coordinator/share/share-coordinator-config.ts';
import { DEFAULT_SHARE_COORDINATOR_CONFIG } from '../../../src/coordinator/share/share-coordinator-config.ts';
import { readShareRecord } from '../../../src/coordinator/share/share-records.ts';
import { ShareStateStore } from '../../../src/coordinator/share/share-state-store.ts';
import { ShareCoordinator } from '../../../src/coordinator/share-coordinator.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { MemoryPartitionWriter } from './memory-partition-writer.ts';

export const GROUP = 'workers';
export const TOPIC = 'AAAAAAAAAAAAAAAAAAAAAQ' as Uuid;
export const OTHER_TOPIC = 'AAAAAAAAAAAAAAAAAAAAAg' as Uuid;

/** A run of offsets, in short. */
export function run(first: number, last: number, state: number, count: number): StateBatch {
  return { firstOffset: first, lastOffset: last, deliveryState: state, deliveryCount: count };
}

/** Which share partition is meant, and the epochs that it is asked with. */
export interface Asked {
  readonly topicId?: Uuid;
  readonly partition?: number;
  readonly leaderEpoch?: number;
  readonly stateEpoch?: number;
  readonly startOffset?: number;
  readonly deliveryCompleteCount?: number;
}

export class ShareBench {
  readonly clock = new VirtualClock();
  readonly writer = new MemoryPartitionWriter();
  readonly config: ShareCoordinatorConfig;
  /** How many partitions each topic has. */
  readonly topics = new Map<Uuid, number>([
    [TOPIC, 3],
    [OTHER_TOPIC, 1],
  ]);
  coordinator: ShareCoordinator;

  constructor(config: Partial<ShareCoordinatorConfig> = {}) {
    this.config = { ...DEFAULT_SHARE_COORDINATOR_CONFIG, ...config };
    this.coordinator = this.newCoordinator();
  }

  restart(): void {
    this.coordinator.stop();
    this.coordinator = this.newCoordinator();
  }

  async initialize(asked: Asked = {}): Promise<ErrorCode> {
    const partition = { ...DEFAULTS, startOffset: 0, stateEpoch: 1, ...asked };
    const [verdict] = await this.coordinator.initialize(GROUP, [partition]);
    return verdict?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR;
  }

  async write(stateBatches: readonly StateBatch[], asked: Asked = {}): Promise<ErrorCode> {
    const change = {
      ...DEFAULTS,
      startOffset: -1,
      deliveryCompleteCount: 0,
      ...asked,
      stateBatches,
    };
    const [verdict] = await this.coordinator.write(GROUP, [change]);
    return verdict?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR;
  }

  async read(asked: Asked = {}): Promise<ShareStateRead> {
    const [read] = await this.coordinator.read(GROUP, [{ ...DEFAULTS, ...asked }]);
    if (read === undefined) throw new Error('not answered');
    return read;
  }

  async summary(asked: Asked = {}): Promise<ShareStateSummary> {
    const [summary] = await this.coordinator.readSummary(GROUP, [{ ...DEFAULTS, ...asked }]);
    if (summary === undefined) throw new Error('not answered');
    return summary;
  }

  async delete(asked: Asked = {}): Promise<ErrorCode> {
    const [verdict] = await this.coordinator.delete(GROUP, [{ ...DEFAULTS, ...asked }]);
    return verdict?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR;
  }

  /** What the log, as it is now, brings back. */
  replayed(): ShareStateStore {
    const { clock } = this;
    const config = () => this.config;
    const logger = silentLogger;
    const store = new ShareStateStore({ clock, logger, config, partitionsOf: () => 1 });
    for (const entry of this.writer.read(0)) if ('key' in entry) store.replay(entry);
    return store;
  }

  /** The kinds of the records that were written. */
  kinds(): string[] {
    return this.writer.log(0).map(({ key, value }) => {
      if (key === null) return 'none';
      const record = readShareRecord(key, value);
      return record.kind === 'snapshot' && record.value === null ? 'tombstone' : record.kind;
    });
  }

  private newCoordinator(): ShareCoordinator {
    return new ShareCoordinator({
      clock: this.clock,
      logger: silentLogger,
      writer: this.writer,
      config: this.config,
      partitionsOf: (topicId) => this.topics.get(topicId) ?? 0,
    });
  }
}

const DEFAULTS = { topicId: TOPIC, partition: 0, leaderEpoch: 0, stateEpoch: 1 };
