// The client's kind of failure: something the protocol has an error code for. Failures of the disk or
// of a peer have classes of their own; a bug is an assertion. Only a KafkaError becomes an answer.

import type { ErrorCode } from './error-code.ts';
import { errorName } from './error-code.ts';

/** A failure that the client is told with an error code; the message goes where the API has room for one. */
export class KafkaError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string = errorName(code)) {
    super(message);
    this.name = 'KafkaError';
    this.code = code;
  }
}

/** The code of a KafkaError; anything else is not the client's to hear of and is thrown again. */
export function toErrorCode(error: unknown): ErrorCode {
  if (error instanceof KafkaError) return error.code;
  throw error;
}
