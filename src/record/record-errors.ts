// What a client may be told of records that it sent. A RecordValidationError names the records that are
// at fault (KIP-467); it is also the only one whose message Apache Kafka puts into the Produce answer.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';

/** One record that was refused: its index in the batch and why. */
export interface RecordError {
  readonly batchIndex: number;
  readonly message: string;
}

/** A batch refused because of single records. Produce v8+ answers `recordErrors` and the message. */
export class RecordValidationError extends KafkaError {
  readonly recordErrors: readonly RecordError[];

  constructor(code: ErrorCode, message: string, recordErrors: readonly RecordError[]) {
    super(code, message);
    this.name = 'RecordValidationError';
    this.recordErrors = recordErrors;
  }
}

/** The batch or one of its records is not well formed (INVALID_RECORD). */
export function invalidRecord(message: string): KafkaError {
  return new KafkaError(ErrorCode.INVALID_RECORD, message);
}

/** The bytes are not the ones that the producer sent (CORRUPT_MESSAGE). */
export function corruptMessage(message: string): KafkaError {
  return new KafkaError(ErrorCode.CORRUPT_MESSAGE, message);
}
