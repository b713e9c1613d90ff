// A partition's directory while no broker has it: the same history is written into it for both brokers, and
// what a broker has left of it is read from the segments themselves.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Uuid } from '../../src/base/uuid.ts';
import { DiskGuard } from '../../src/log/disk-guard.ts';
import { DEFAULT_LOG_CONFIG } from '../../src/log/log-config.ts';
import { OpenFiles } from '../../src/log/open-files.ts';
import { PartitionLog } from '../../src/log/partition-log.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { nodeClock } from '../../src/platform/node-clock.ts';
import { nodeFileSystem } from '../../src/platform/node-file-system.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { recordsOf } from '../../src/record/record.ts';
import type { RecordBatch } from '../../src/record/record-batch.ts';
import type { HistoryStep } from '../../test/log/cleaner/random-history.ts';

export interface PartitionDirectory {
  readonly directory: string;
  readonly topicId: Uuid;
}

/** Where a log is once a history was written to it. */
export interface Written {
  readonly logEndOffset: number;
  /** How far a clean may come: to the segment that holds the last stable offset. */
  readonly cleanTo: number;
}

/** Appends a history and ends with an empty active segment. */
export function writeHistory(
  { directory, topicId }: PartitionDirectory,
  steps: readonly HistoryStep[],
): Written {
  const log = PartitionLog.open({
    directory,
    topicId,
    // Not compacted, so that it takes records without a key, as a topic that was made compacted later.
    config: DEFAULT_LOG_CONFIG,
    files: new OpenFiles(nodeFileSystem),
    guard: new DiskGuard((failure) => {
      throw failure;
    }),
    clock: nodeClock,
    logger: silentLogger,
    producerExpiryMs: () => 86_400_000,
    cleanShutdown: true,
  });
  const leaderEpoch = log.latestEpoch ?? 0;
  for (const step of steps) {
    if (step.kind === 'roll') log.roll();
    else log.append(Buffer.from(step.bytes), { leaderEpoch, origin: 'coordinator' });
  }
  log.roll();
  log.flushNow();
  const { logEndOffset } = log;
  const stable = log.lastStableOffset(logEndOffset);
  const cleanTo = log.segments.findLast(({ baseOffset }) => baseOffset <= stable)?.baseOffset ?? 0;
  log.close();
  return { logEndOffset, cleanTo };
}

/** Every batch and every record that the segments hold, a line each. */
export function describePartition(directory: string): string[] {
  const names = readdirSync(directory).filter((name) => name.endsWith('.log'));
  return names.sort().flatMap((name) => {
    const lines: string[] = [];
    for (const batch of batchesIn(readFileSync(path.join(directory, name)))) {
      lines.push(describeBatch(batch), ...describeRecords(batch));
    }
    return lines;
  });
}

/** Where the first segment begins. */
export function firstBase(directory: string): number {
  return Number.parseInt(segmentBases(directory), 10);
}

/** Where the segments begin. */
export function segmentBases(directory: string): string {
  const names = readdirSync(directory).filter((name) => name.endsWith('.log'));
  return names
    .sort()
    .map((name) => Number.parseInt(name, 10))
    .join(' ');
}

function describeBatch(batch: RecordBatch): string {
  const flags = [
    batch.isTransactional ? 'transactional' : '',
    batch.isControl ? 'control' : '',
    batch.hasDeleteHorizon ? 'horizon' : '',
    batch.timestampType,
    `codec ${batch.compressionId}`,
  ];
  const producer = `${batch.producerId}/${batch.producerEpoch}/${batch.baseSequence}`;
  return (
    `${batch.baseOffset}..${batch.lastOffset} producer ${producer} records ${batch.recordsCount} ` +
    `max ${batch.maxTimestamp} ${batch.isIntact ? '' : 'DAMAGED '}${flags.filter(Boolean).join(' ')}`
  );
}

function describeRecords(batch: RecordBatch): string[] {
  return [...recordsOf(batch)].map(({ offset, timestamp, key, value, headers }) => {
    const digest = value ? createHash('sha1').update(value).digest('hex').slice(0, 12) : 'null';
    return `  ${offset} at ${timestamp} ${key?.toString('latin1')} = ${digest} ${headers.length}`;
  });
}
