// What is asked of the log of a partition, and what it answers.

import type { Uuid } from '../base/uuid.ts';
import type { LogConfig } from './log-config.ts';
import type { PartitionName } from './partition-name.ts';
import type { SegmentStoreOptions } from './segment-store.ts';

/** The log of a partition that is asked for. */
export interface LogRequest extends PartitionName {
  readonly topicId: Uuid;
  readonly config: LogConfig;
}

export interface PartitionLogOptions extends SegmentStoreOptions {
  /** The configuration to begin with. */
  readonly config: LogConfig;
  /** Whether the log directory was closed cleanly after this log was last written. */
  readonly cleanShutdown: boolean;
  /** Silence after which a producer is forgotten (`producer.id.expiration.ms`). */
  readonly producerExpiryMs: () => number;
  /** Everything before it is on the device; what follows is checked after an unclean stop. */
  readonly recoveryPoint?: number;
  readonly logStartOffset?: number;
  /** How far its cleaner had come; left out: it was never cleaned, as far as is known. */
  readonly cleanedTo?: number;
  /** Called before batches at or after an offset go: no checkpoint may speak of them after a crash. */
  readonly onCutOff?: (offset: number) => void;
}

/** Where an appended batch is. */
export interface AppendInfo {
  readonly firstOffset: number;
  readonly lastOffset: number;
  /** -1 with CreateTime; of a duplicate the timestamp of the batch that it repeats. */
  readonly logAppendTimeMs: number;
  readonly logStartOffset: number;
  /** Whether the batch was in the log already: nothing was appended. */
  readonly duplicate: boolean;
  /** With `flush.messages`: resolves once the batch is on the device; undefined: do not wait. */
  readonly flushed?: Promise<void>;
}

export interface ReadRequest {
  readonly fetchOffset: number;
  readonly maxBytes: number;
  /** Nothing at or after it is read: high watermark or last stable offset. */
  readonly maxOffset: number;
  /** Whether the first batch is given even when it has more than `maxBytes`. */
  readonly minOneBatch: boolean;
}
