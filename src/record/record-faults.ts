// Gathers the single records of a batch that are at fault, for one answer that names them all (KIP-467).

import { ErrorCode } from '../base/error-code.ts';
import type { RecordError } from './record-errors.ts';
import { RecordValidationError } from './record-errors.ts';

export class RecordFaults {
  readonly #errors: RecordError[] = [];
  #hasTimestamp = false;

  /** A compacted topic keeps the last record of each key: a record without one has no place in it. */
  addMissingKey(batchIndex: number): void {
    const message = 'Compacted topic cannot accept message without key';
    this.#errors.push({ batchIndex, message });
  }

  addTimestamp(batchIndex: number, timestamp: number, [oldest, newest]: [number, number]): void {
    const message = `Timestamp ${timestamp} is out of range: it should be within [${oldest}, ${newest}]`;
    this.#errors.push({ batchIndex, message });
    this.#hasTimestamp = true;
  }

  addTimestampType(batchIndex: number): void {
    const message = 'Producers may not set the timestamp type LogAppendTime';
    this.#errors.push({ batchIndex, message });
    this.#hasTimestamp = true;
  }

  /** Throws INVALID_TIMESTAMP when any fault is one of time, otherwise INVALID_RECORD. */
  throwIfAny(): void {
    if (this.#errors.length === 0) return;
    if (this.#hasTimestamp) {
      const message = 'One or more records have been rejected due to invalid timestamp';
      throw new RecordValidationError(ErrorCode.INVALID_TIMESTAMP, message, this.#errors);
    }
    const message = `${this.#errors.length} records have been rejected: ${this.#errors[0]?.message}`;
    throw new RecordValidationError(ErrorCode.INVALID_RECORD, message, this.#errors);
  }
}
