// The broker's log, line by line to a function of the test's.

import type { LogFields, Logger } from '../platform/logger.ts';

export type LogLine = (level: string, message: string, fields: LogFields) => void;

export class CallbackLogger implements Logger {
  readonly #line: LogLine;
  readonly #fields: LogFields;

  constructor(line: LogLine, fields: LogFields = {}) {
    this.#line = line;
    this.#fields = fields;
  }

  debug(fields: LogFields, message: string): void {
    this.#line('debug', message, { ...this.#fields, ...fields });
  }

  info(fields: LogFields, message: string): void {
    this.#line('info', message, { ...this.#fields, ...fields });
  }

  warn(fields: LogFields, message: string): void {
    this.#line('warn', message, { ...this.#fields, ...fields });
  }

  error(fields: LogFields, message: string): void {
    this.#line('error', message, { ...this.#fields, ...fields });
  }

  child(fields: LogFields): Logger {
    return new CallbackLogger(this.#line, { ...this.#fields, ...fields });
  }
}
