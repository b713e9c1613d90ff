// What goes wrong between a client and a cluster, in one sentence for a person.

import type { ErrorCode } from '../base/error-code.ts';
import { errorName } from '../base/error-code.ts';

export class ClientError extends Error {
  /** The protocol's error, where that is what went wrong. */
  readonly code: ErrorCode | null;

  constructor(message: string, code: ErrorCode | null = null, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ClientError';
    this.code = code;
  }
}

/** What the cluster answered: the error's name, and its own words where it has some. */
export function answeredError(what: string, code: ErrorCode, message?: string | null): ClientError {
  const words = message ? `: ${message}` : '';
  return new ClientError(`${what}: ${errorName(code)}${words}`, code);
}
