// Why an import or an export is not done, told to the person who asked for it: sentences, and where there
// are several reasons, all of them. Nothing has been changed when it is thrown.

import type { Finding } from './findings.ts';

/** What was asked for cannot be done; the message is for a person. */
export class MigrationError extends Error {
  /** What stands against it, when that is more than the message says. */
  readonly refusals: readonly Finding[];

  constructor(message: string, refusals: readonly Finding[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = 'MigrationError';
    this.refusals = refusals;
  }
}
