// What a topic's configuration asks of the logs of its partitions. The names are those of Apache Kafka's
// topic properties in camel case, with the unit last. Values are valid already: nothing is checked here.

import type { CompressionName } from '../record/compression.ts';
import type { TimestampType } from '../record/record-batch.ts';

/** The configuration of one partition's log; -1 or Infinity mean "no limit" where a field says so. */
export interface LogConfig {
  /** Bytes after which a new segment begins. */
  readonly segmentBytes: number;
  /** Age of a segment's first batch after which a new segment begins. */
  readonly segmentMs: number;
  /** Taken off `segmentMs` at random, so that not all logs roll at once. */
  readonly segmentJitterMs: number;
  /** Bytes of an index file after which a new segment begins. */
  readonly segmentIndexBytes: number;
  /** Bytes of batches between two index entries. */
  readonly indexIntervalBytes: number;
  /** Bytes of one record batch. */
  readonly maxMessageBytes: number;
  readonly cleanupPolicy: { readonly compact: boolean; readonly delete: boolean };
  /** -1: no limit. */
  readonly retentionMs: number;
  /** -1: no limit. */
  readonly retentionBytes: number;
  readonly messageTimestampType: TimestampType;
  readonly messageTimestampBeforeMaxMs: number;
  readonly messageTimestampAfterMaxMs: number;
  readonly compressionType: CompressionName | 'producer';
  /** -1: the codec's default. */
  readonly compressionGzipLevel: number;
  readonly compressionLz4Level: number;
  readonly compressionZstdLevel: number;
  /** Records after which an append is only answered once it is on the device. */
  readonly flushMessages: number;
  /** Age of the oldest record that is not on the device. */
  readonly flushMs: number;
  readonly deleteRetentionMs: number;
  readonly minCompactionLagMs: number;
  readonly maxCompactionLagMs: number;
  readonly minCleanableDirtyRatio: number;
  /** How long a segment's files stay after the log has let go of them. */
  readonly fileDeleteDelayMs: number;
}

/** Apache Kafka's defaults. */
export const DEFAULT_LOG_CONFIG: LogConfig = {
  segmentBytes: 1_073_741_824,
  segmentMs: 604_800_000,
  segmentJitterMs: 0,
  segmentIndexBytes: 10_485_760,
  indexIntervalBytes: 4096,
  maxMessageBytes: 1_048_588,
  cleanupPolicy: { compact: false, delete: true },
  retentionMs: 604_800_000,
  retentionBytes: -1,
  messageTimestampType: 'CreateTime',
  messageTimestampBeforeMaxMs: Number.POSITIVE_INFINITY,
  messageTimestampAfterMaxMs: 3_600_000,
  compressionType: 'producer',
  compressionGzipLevel: -1,
  compressionLz4Level: 9,
  compressionZstdLevel: 3,
  flushMessages: Number.POSITIVE_INFINITY,
  flushMs: Number.POSITIVE_INFINITY,
  deleteRetentionMs: 86_400_000,
  minCompactionLagMs: 0,
  maxCompactionLagMs: Number.POSITIVE_INFINITY,
  minCleanableDirtyRatio: 0.5,
  fileDeleteDelayMs: 60_000,
};
