// What a transaction coordinator needs of the partitions in its transactions: markers that end them there.
// Declared here, supplied by the broker.

import type { Answer } from '../../base/answer.ts';
import type { ErrorCode } from '../../base/error-code.ts';
import type { TransactionMarker } from '../runtime/partition-writer.ts';

export interface MarkerWriter {
  /** Writes the marker into a partition; NONE once it is committed there, the error otherwise. Never throws KafkaError. */
  write(topic: string, partition: number, marker: TransactionMarker): Answer<ErrorCode>;
}
