import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LeveledLogger, PinoLoggerOptions } from '../../src/platform/pino-logger.ts';
import { createPinoLogger } from '../../src/platform/pino-logger.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** What a logger with these options has written by the time `use` returns. */
async function written(
  options: Omit<PinoLoggerOptions, 'destination'>,
  use: (logger: LeveledLogger) => void,
): Promise<string> {
  const destination = `${temporaryDirectory()}/log`;
  use(await createPinoLogger({ ...options, destination }));
  return readFileSync(destination, 'utf8');
}

describe('the logger', () => {
  test('writes one JSON object a line, at once', async () => {
    const text = await written({ level: 'info', pretty: false }, (logger) => {
      logger.info({ port: 9092 }, 'listening');
      logger.warn({}, 'careful');
    });
    const [first, second] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toMatchObject({ port: 9092, msg: 'listening' });
    expect(first?.time).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(second).toMatchObject({ msg: 'careful' });
  });

  test('keeps back what is below its level', async () => {
    const text = await written({ level: 'warn', pretty: false }, (logger) => {
      logger.debug({}, 'quiet');
      logger.info({}, 'quiet');
      logger.error({}, 'loud');
    });
    expect(text).toContain('loud');
    expect(text).not.toContain('quiet');
  });

  test('says nothing at all when told to be silent', async () => {
    const text = await written({ level: 'silent', pretty: false }, (logger) => {
      logger.error({}, 'loud');
    });
    expect(text).toBe('');
  });

  test('changes its level while it is used, and that of its children', async () => {
    const text = await written({ level: 'info', pretty: false }, (logger) => {
      const child = logger.child({ topic: 'a' });
      logger.level = 'error';
      child.warn({}, 'quiet');
      logger.level = 'debug';
      child.debug({}, 'loud');
      expect(logger.level).toBe('debug');
    });
    expect(text).toContain('loud');
    expect(text).not.toContain('quiet');
  });

  test('adds a child’s fields to each of its lines', async () => {
    const text = await written({ level: 'info', pretty: false }, (logger) => {
      logger.child({ topic: 'a' }).child({ partition: 1 }).info({}, 'rolled');
    });
    expect(JSON.parse(text)).toMatchObject({ topic: 'a', partition: 1, msg: 'rolled' });
  });

  test('writes errors with their stack', async () => {
    const text = await written({ level: 'info', pretty: false }, (logger) => {
      logger.error({ error: new Error('broken') }, 'failed');
    });
    expect(JSON.parse(text).error).toMatchObject({
      message: 'broken',
      stack: expect.stringContaining('pino-logger.test'),
    });
  });

  test('writes for people where asked to', async () => {
    const text = await written({ level: 'info', pretty: true }, (logger) => {
      logger.info({ port: 9092 }, 'listening');
    });
    expect(text).toContain('listening');
    expect(text).toContain('port');
    expect(() => JSON.parse(text)).toThrow();
  });
});
