// The logger of a running broker: pino, readable on a terminal and JSON otherwise. It writes to stderr
// and synchronously, so the line that explains an exit is never lost with it.

import type { LogFields, Logger } from './logger.ts';

/** The levels that a broker can be told to log from, the most talkative first. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

export interface PinoLoggerOptions {
  readonly level: LogLevel;
  /** Lines for people instead of JSON; by default, whether stderr is a terminal. */
  readonly pretty?: boolean;
  /** Where lines go: a file descriptor (2 when left out) or a file. */
  readonly destination?: number | string;
}

/** What of pino is used here. */
interface PinoLike {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): PinoLike;
}

/** Loads pino, and pino-pretty only where it is used, and makes a logger of them. */
export async function createPinoLogger(options: PinoLoggerOptions): Promise<Logger> {
  const destination = options.destination ?? process.stderr.fd;
  const { pino, stdTimeFunctions, stdSerializers } = await import('pino');
  const settings = {
    level: options.level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    serializers: { error: stdSerializers.err },
  };
  if (!(options.pretty ?? process.stderr.isTTY)) {
    return wrap(pino(settings, pino.destination({ dest: destination, sync: true })));
  }
  const { PinoPretty } = await import('pino-pretty');
  const stream = PinoPretty({ destination, sync: true, errorLikeObjectKeys: ['error'] });
  return wrap(pino(settings, stream));
}

function wrap(logger: PinoLike): Logger {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    child: (fields: LogFields) => wrap(logger.child(fields)),
  };
}
