// A life of a log directory on a simulated disk, drawn from a seed: several partitions with plain,
// idempotent and transactional producers over several segments and leader epochs; flushes, rolls,
// truncations, deletions of records, segments and topics, checkpoints, clean stops. The models beside it
// know at every step what a crash may leave.

import type { DirectoryClaim } from '../../../src/log/directory-claims.ts';
import { claimDirectories } from '../../../src/log/directory-claims.ts';
import type { LogConfig } from '../../../src/log/log-config.ts';
import { DEFAULT_LOG_CONFIG } from '../../../src/log/log-config.ts';
import { LogDirectory } from '../../../src/log/log-directory.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import type { Random } from '../../../src/platform/random.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { SimulatedDisk } from '../../../src/platform/simulated-disk.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { buildEndTxnBatch } from '../../../src/record/control-record.ts';
import { buildBatch } from '../../../src/record/record-batch-builder.ts';
import { derive } from './derived-state.ts';
import type { ModelBatch, PartitionModel } from './partition-model.ts';
import { modelBatchOf } from './partition-model.ts';

export const PATH = '/data/logs';
const NOW = 1_700_000_000_000;
const PARTITIONS = [
  { topic: 'plain', index: 0 },
  { topic: 'ledger', index: 1 },
];
const PRODUCERS = 3;

export class Workload {
  readonly clock = new VirtualClock(NOW);
  readonly disk = new SimulatedDisk({ clock: this.clock });
  readonly random: SeededRandom;
  readonly config: LogConfig;
  readonly models: PartitionModel[] = [];
  directory: LogDirectory;
  #epoch = 0;
  #serial = 0;
  #flushes: Promise<void>[] = [];

  constructor(seed: number, prepare: (disk: SimulatedDisk) => void = () => {}) {
    prepare(this.disk);
    this.random = new SeededRandom(seed);
    this.config = {
      ...DEFAULT_LOG_CONFIG,
      segmentBytes: 2400 + this.random.below(2000),
      indexIntervalBytes: 150,
      retentionMs: -1,
      retentionBytes: 3000,
      fileDeleteDelayMs: 1000,
      flushMessages: [1, 4, Number.POSITIVE_INFINITY][this.random.below(3)] as number,
    };
    this.directory = openDirectory(this.disk, this.clock, this.random);
    for (const partition of PARTITIONS) this.#create(partition);
  }

  /** One thing that happens. */
  async step(): Promise<void> {
    const model = this.models[this.random.below(this.models.length)] as PartitionModel;
    const kind = this.random.below(100);
    if (kind < 58) this.#append(model);
    else if (kind < 66) await this.#flush(model);
    else if (kind < 72) this.#flushLater(model);
    else if (kind < 76) this.#epoch += 1;
    else if (kind < 80) model.log.roll();
    else if (kind < 84) this.#deleteRecords(model);
    else if (kind < 87) this.#retain(model);
    else if (kind < 90) this.#truncate(model);
    else if (kind < 94) this.directory.writeCheckpoints();
    else if (kind < 96) this.#replaceTopic(model);
    else if (kind < 97) await this.#restart();
    else await this.clock.advance(700);
    for (let turn = this.random.below(4); turn > 0; turn--) await null;
  }

  #create({ topic, index }: { topic: string; index: number }): void {
    const topicId = this.random.uuid();
    const log = this.directory.openLog({ topic, index, topicId, config: this.config });
    this.models.push({
      ...{ topic, index, topicId, log, isDeleted: false },
      ...{ batches: [], uncut: null, appending: null, promisedTo: 0, startOffset: 0 },
    });
  }

  #append(model: PartitionModel): void {
    const { bytes, marker } = this.#nextBatch(model);
    model.appending = { bytes, marker };
    const origin = marker ? 'coordinator' : 'client';
    const { flushed } = model.log.append(bytes, { leaderEpoch: this.#epoch, origin });
    model.appending = null;
    model.batches.push(modelBatchOf(bytes, marker));
    const { logEndOffset } = model.log;
    if (flushed) this.#promise(model, flushed, logEndOffset);
  }

  /** Plain, idempotent, transactional, or the end of a transaction. */
  #nextBatch(model: PartitionModel): { bytes: Buffer; marker: ModelBatch['marker'] } {
    const { random } = this;
    const producerId = random.below(PRODUCERS + 1) - 1;
    const known = derive(model.batches).producers.get(producerId);
    const producerEpoch = known?.producerEpoch ?? 0;
    const inTransaction = (known?.transactionStart ?? -1) >= 0;
    if (inTransaction && random.below(3) === 0) {
      const type = random.below(2) === 0 ? 'ABORT' : 'COMMIT';
      const marker = { type, producerId, producerEpoch, coordinatorEpoch: 0 } as const;
      return {
        bytes: buildEndTxnBatch({ ...marker, timestamp: NOW + this.#serial++ }),
        marker: type,
      };
    }
    const big = random.below(12) === 0;
    const count = 1 + random.below(3);
    const records = Array.from({ length: count }, () => ({
      key: Buffer.from(`k${random.below(8)}`),
      value: Buffer.from(
        `${this.#serial++} `.padEnd(big ? 700 : 10 + random.below(120), 'abcdefg '),
      ),
    }));
    const isNewEpoch = !inTransaction && known !== undefined && random.below(12) === 0;
    const producer = {
      producerId,
      producerEpoch: isNewEpoch ? producerEpoch + 1 : producerEpoch,
      baseSequence: isNewEpoch ? 0 : (known?.lastSequence ?? -1) + 1,
      isTransactional: inTransaction || random.below(3) === 0,
    };
    const timestamp = NOW + this.#serial;
    const bytes = buildBatch({ records, timestamp, ...(producerId < 0 ? {} : producer) });
    return { bytes, marker: null };
  }

  #promise(model: PartitionModel, flushed: Promise<void>, offset: number): void {
    this.#flushes.push(
      flushed.then(() => {
        // What was cut off meanwhile is nobody's promise any more.
        const end = model.batches.at(-1)?.nextOffset ?? 0;
        model.promisedTo = Math.max(
          model.promisedTo,
          Math.min(offset, end, model.log.recoveryPoint),
        );
      }),
    );
  }

  async #flush(model: PartitionModel): Promise<void> {
    this.#flushLater(model);
    await this.#flushes.at(-1);
  }

  #flushLater(model: PartitionModel): void {
    this.#promise(model, model.log.flush(), model.log.logEndOffset);
  }

  #deleteRecords(model: PartitionModel): void {
    const { log } = model;
    const offset = this.#offsetIn(model);
    model.startOffset = Math.max(model.startOffset, offset);
    log.advanceLogStartOffset(offset);
    this.#retain(model);
  }

  #retain(model: PartitionModel): void {
    const { log } = model;
    model.startOffset = log.logEndOffset;
    log.deleteOldSegments(this.clock.wallMs());
    model.startOffset = log.logStartOffset;
  }

  #truncate(model: PartitionModel): void {
    const { log, batches } = model;
    const fully = this.random.below(4) === 0;
    const target = fully ? log.logEndOffset + this.random.below(20) : this.#offsetIn(model);
    model.uncut = batches;
    model.batches = fully ? [] : batches.filter(({ nextOffset }) => nextOffset <= target);
    model.promisedTo = Math.min(model.promisedTo, target);
    if (fully) {
      model.promisedTo = 0;
      log.truncateFullyAndStartAt(target);
      model.startOffset = target;
    } else {
      log.truncateTo(target);
      model.startOffset = Math.min(model.startOffset, log.logStartOffset);
    }
    model.promisedTo = Math.min(model.promisedTo, log.logEndOffset);
    model.uncut = null;
    this.#epoch += 1;
  }

  /** Deleted and made again under its name. */
  #replaceTopic(model: PartitionModel): void {
    const { topic, index } = model;
    this.models.splice(this.models.indexOf(model), 1);
    const heir = {
      ...model,
      isDeleted: true,
      topicId: this.random.uuid(),
      batches: [],
      promisedTo: 0,
      startOffset: 0,
    };
    this.deleting = heir;
    this.directory.deleteLog({ topic, index }, 500);
    this.deleting = null;
    this.#create({ topic, index });
  }

  /** Stands in for a topic that is being deleted: whoever makes it again must find nothing. */
  deleting: PartitionModel | null = null;

  async #restart(): Promise<void> {
    const brokerEpoch = 1;
    for (const model of this.models)
      this.#promise(model, model.log.flush(), model.log.logEndOffset);
    await this.directory.close({ brokerEpoch });
    await this.settled();
    this.directory = openDirectory(this.disk, this.clock, this.random);
    for (const model of this.models) {
      model.log = this.directory.openLog({ ...model, config: this.config });
    }
  }

  /** Resolves once nothing is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#flushes.splice(0));
  }

  #offsetIn({ log }: PartitionModel): number {
    return log.logStartOffset + this.random.below(log.logEndOffset - log.logStartOffset + 1);
  }
}

export function openDirectory(
  disk: SimulatedDisk,
  clock: VirtualClock,
  random: Random,
): LogDirectory {
  const identity = { fileSystem: disk, random, clusterId: 'cluster', nodeId: 1 };
  const { claims } = claimDirectories([PATH], identity);
  const producerExpiryMs = () => 86_400_000;
  const options = { fileSystem: disk, clock, random, logger: silentLogger, producerExpiryMs };
  return new LogDirectory(claims[0] as DirectoryClaim, options);
}
