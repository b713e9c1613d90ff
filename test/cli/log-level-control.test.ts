// The level of the log as the official tools see and change it.

import { describe, expect, it } from 'vitest';
import { logLevelControl } from '../../src/cli/log-level-control.ts';
import type { LogLevel } from '../../src/platform/log-level.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import type { LeveledLogger } from '../../src/platform/pino-logger.ts';

function logger(level: LogLevel): LeveledLogger {
  return { ...silentLogger, level };
}

describe('the log level', () => {
  it.each([
    ['debug', 'DEBUG'],
    ['info', 'INFO'],
    ['warn', 'WARN'],
    ['error', 'ERROR'],
    ['silent', 'FATAL'],
  ] as const)('%s is seen as %s', (level, word) => {
    expect(logLevelControl(logger(level)).level()).toBe(word);
  });

  it.each([
    ['TRACE', 'debug'],
    ['DEBUG', 'debug'],
    ['INFO', 'info'],
    ['WARN', 'warn'],
    ['ERROR', 'error'],
    ['FATAL', 'silent'],
  ] as const)('set to %s makes the log %s', (word, level) => {
    const log = logger('info');
    const control = logLevelControl(log);
    control.setLevel(word);
    expect(log.level).toBe(level);
    expect(control.level()).toBe(word);
  });
});
