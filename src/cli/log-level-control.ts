// The log's level in the words of Apache Kafka's tools, which have two more than the log: TRACE is as
// talkative as DEBUG, FATAL says nothing since nothing here is fatal and goes on.

import type { LogLevel } from '../platform/log-level.ts';
import type { LeveledLogger } from '../platform/pino-logger.ts';

const LEVELS: Readonly<Record<string, LogLevel>> = {
  TRACE: 'debug',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
  FATAL: 'silent',
};

/** Sees and changes the level of this logger; the word that was set last is the one that is seen. */
export function logLevelControl(logger: LeveledLogger): {
  level(): string;
  setLevel(word: string): void;
} {
  let current = logger.level === 'silent' ? 'FATAL' : logger.level.toUpperCase();
  return {
    level: () => current,
    setLevel(word) {
      const level = LEVELS[word];
      if (level === undefined) return;
      current = word;
      logger.level = level;
    },
  };
}
