// The log cleaner of a broker: which logs it looks at, and the configs that it follows. A log that nobody has
// used since the start is opened for it, a few at each look, so that one look stays short.

import { KafkaError } from '../base/kafka-error.ts';
import type { Services } from '../dispatch/services.ts';
import type { CleanerConfig } from '../log/cleaner/cleaner-config.ts';
import type { CleanableLog } from '../log/cleaner/dirty-log.ts';
import { LogCleaner } from '../log/cleaner/log-cleaner.ts';
import type { LogManager } from '../log/log-manager.ts';
import type { BrokerConfig } from '../metadata/configs/broker-configs.ts';
import type { Platform } from '../platform/platform.ts';
import type { Partition } from '../replication/partition.ts';
import type { Closers } from './closers.ts';

/** Logs that one look opens at most. */
const OPENED_AT_A_LOOK = 10;

/** Bytes of an offset map: Apache Kafka asks for as much for each thread. */
const LEAST_MAP_BYTES = 1024 * 1024;

/** Starts it, unless `log.cleaner.enable` says otherwise. */
export function startCleaner(
  services: Services,
  directories: LogManager,
  { clock, random, offload }: Platform,
  closers: Closers,
): void {
  const { configs, logger } = services;
  if (!configs.brokerConfig().logCleanerEnable) return;
  const config = (): CleanerConfig => cleanerConfigOf(configs.brokerConfig());
  const logs = (): Iterable<CleanableLog> => compactedLogs(services, directories);
  const checkpoint = (): void => {
    for (const directory of directories.online()) directory.writeCleanedOffsets();
  };
  const cleaner = new LogCleaner({ clock, random, logger, offload, config, logs, checkpoint });
  cleaner.start();
  closers.add(async () => {
    const stopped = cleaner.stop();
    // A thread that does not notice in time is ended, and its clean with it.
    await offload.close();
    await stopped;
  });
  closers.add(
    configs.onBrokerConfigChange((now, before) => {
      if (!isSame(cleanerConfigOf(now), cleanerConfigOf(before))) void cleaner.restart();
    }),
  );
}

/** Values with which no clean could come to an end count as the nearest that are of use. */
function cleanerConfigOf(config: BrokerConfig): CleanerConfig {
  const threads = config.logCleanerThreads;
  return {
    threads,
    backoffMs: config.logCleanerBackoffMs,
    dedupeBufferBytes: Math.max(config.logCleanerDedupeBufferSize, threads * LEAST_MAP_BYTES),
    loadFactor: Math.min(Math.max(config.logCleanerIoBufferLoadFactor, 0.01), 0.99),
    ioBufferBytes: config.logCleanerIoBufferSize,
    bytesPerSecond: Math.max(config.logCleanerIoMaxBytesPerSecond, 1),
  };
}

function isSame(left: CleanerConfig, right: CleanerConfig): boolean {
  const fields = Object.keys(left) as (keyof CleanerConfig)[];
  return fields.every((field) => left[field] === right[field]);
}

function* compactedLogs(
  { configs, replicas, logger }: Services,
  directories: LogManager,
): Generator<CleanableLog> {
  let mayOpen = OPENED_AT_A_LOOK;
  for (const partition of replicas.partitions()) {
    if (!configs.topicConfig(partition.topic).cleanupPolicy.compact) continue;
    const name = `${partition.topic}-${partition.index}`;
    try {
      if (!partition.openedLog && (mayOpen === 0 || !mayBeDirty(partition, directories))) continue;
      if (!partition.openedLog) mayOpen--;
      yield { name, log: partition.log, lastStableOffset: partition.lastStableOffset };
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      logger.debug({ partition: name, reason: error.message }, 'a log is not there to be cleaned');
    }
  }
}

/** Whether a log that is not open has finished segments that were not cleaned. */
function mayBeDirty(partition: Partition, directories: LogManager): boolean {
  const summary = directories.summaryOf(partition);
  if (!summary || summary.secondBaseOffset === null) return false;
  const cleanedTo = directories.directoryOf(partition)?.cleanedOffsetOf(partition) ?? 0;
  return cleanedTo < summary.lastBaseOffset;
}
