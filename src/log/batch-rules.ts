// What a log's configuration asks of the batches that are appended to it.

import { compressionId } from '../record/compression.ts';
import type { BatchRules } from '../record/produced-batch.ts';
import type { LogConfig } from './log-config.ts';

export function batchRules(config: LogConfig): BatchRules {
  const { compressionType } = config;
  const level = compressionLevel(config);
  return {
    maxMessageBytes: config.maxMessageBytes,
    isCompacted: config.cleanupPolicy.compact,
    timestampType: config.messageTimestampType,
    timestampBeforeMaxMs: config.messageTimestampBeforeMaxMs,
    timestampAfterMaxMs: config.messageTimestampAfterMaxMs,
    compressionId: compressionType === 'producer' ? null : compressionId(compressionType),
    ...(level === null ? {} : { compressionLevel: level }),
  };
}

function compressionLevel(config: LogConfig): number | null {
  if (config.compressionType === 'gzip' && config.compressionGzipLevel >= 0) {
    return config.compressionGzipLevel;
  }
  return config.compressionType === 'zstd' ? config.compressionZstdLevel : null;
}
