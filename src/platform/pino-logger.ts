// The logger of a running broker: pino, readable on a terminal and JSON otherwise. It writes to stderr
// and synchronously, so the line that explains an exit is never lost with it.

import { pino, stdSerializers, stdTimeFunctions } from 'pino';
import type { LogLevel } from './log-level.ts';
import { LOG_LEVELS } from './log-level.ts';
import type { LogFields, Logger } from './logger.ts';

export interface PinoLoggerOptions {
  readonly level: LogLevel;
  /** Lines for people instead of JSON; by default, whether stderr is a terminal. */
  readonly pretty?: boolean;
  /** Where lines go: a file descriptor (2 when left out) or a file. */
  readonly destination?: number | string;
}

/** A logger whose level can change while it is used; its children change with it. */
export interface LeveledLogger extends Logger {
  level: LogLevel;
}

const [DEBUG, INFO, WARN, ERROR] = [0, 1, 2, 3] as const;

/** What of pino is used here. */
interface PinoLike {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(fields: object): PinoLike;
}

/** A logger of pino, and of pino-pretty, which is only loaded where it is used. */
export async function createPinoLogger(options: PinoLoggerOptions): Promise<LeveledLogger> {
  const destination = options.destination ?? process.stderr.fd;
  const settings = {
    // What is below the level is kept back before pino sees it, for pino's children keep a level of their own.
    level: 'debug',
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    serializers: { error: stdSerializers.err },
  };
  if (!(options.pretty ?? process.stderr.isTTY)) {
    const plain = pino.destination({ dest: destination, sync: true });
    return leveled(pino(settings, plain), options.level);
  }
  const { PinoPretty } = await import('pino-pretty');
  const stream = PinoPretty({ destination, sync: true, errorLikeObjectKeys: ['error'] });
  return leveled(pino(settings, stream), options.level);
}

function leveled(pino: PinoLike, initial: LogLevel): LeveledLogger {
  let level = initial;
  let threshold = LOG_LEVELS.indexOf(initial);
  const wrap = (logger: PinoLike): Logger => ({
    debug: (fields, message) => threshold <= DEBUG && logger.debug(fields, message),
    info: (fields, message) => threshold <= INFO && logger.info(fields, message),
    warn: (fields, message) => threshold <= WARN && logger.warn(fields, message),
    error: (fields, message) => threshold <= ERROR && logger.error(fields, message),
    child: (fields: LogFields) => wrap(logger.child(fields)),
  });
  return {
    ...wrap(pino),
    get level() {
      return level;
    },
    set level(next) {
      level = next;
      threshold = LOG_LEVELS.indexOf(next);
    },
  };
}
