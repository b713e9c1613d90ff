// `klamm start --exec`, `--print-env`, `--explain-config`, and the environment that a broker is started in.

import { describe, expect, it } from 'vitest';
import { KlammProcess, klamm } from '../support/klamm-process.ts';

const BROKER = ['start', '--memory', '--port', '0', '--log-level', 'silent'];
const run = (script: string) => klamm(...BROKER, '--exec', '--', process.execPath, '-e', script);

describe('--exec', () => {
  it('runs a command that finds the broker, and ends with its exit code', async () => {
    const command = run(`
      const { connect } = require('node:net');
      const { KAFKA_BROKERS, KAFKA_BOOTSTRAP_SERVERS, KAFKA_HOST, KAFKA_PORT } = process.env;
      console.log(KAFKA_BROKERS === KAFKA_BOOTSTRAP_SERVERS);
      connect(KAFKA_PORT, KAFKA_HOST, () => process.exit(7));
    `);
    expect(await command.ended).toEqual({ code: 7, signal: null });
    expect(command.stdout).toBe('true\n');
  });

  it('hands a signal on, and ends as the command does', async () => {
    const command = run("console.log('here'); setInterval(() => {}, 1000)");
    await command.until(() => command.stdout.includes('here'));
    command.signal('SIGTERM');
    expect(await command.ended).toEqual({ code: 143, signal: null });
  });

  it('ends as a shell does when there is no such command', async () => {
    const command = klamm(...BROKER, '--exec', '--', 'no-such-command-anywhere');
    expect(await command.ended).toEqual({ code: 127, signal: null });
  });

  it('needs a command, and a command needs it', async () => {
    const without = klamm(...BROKER, '--exec');
    await without.ended;
    expect(without.stderr).toContain('--exec needs a command');
    const alone = klamm(...BROKER, 'npm', 'test');
    await alone.ended;
    expect(alone.stderr).toContain("what is 'npm'? `klamm start --exec -- npm` would run it");
  });
});

it('--print-env prints variables, ready for a CI environment file', async () => {
  const broker = klamm(...BROKER, '--print-env');
  await broker.until(() => broker.stdout.includes('SPRING_KAFKA_BOOTSTRAP_SERVERS='));
  const variables = Object.fromEntries(
    broker.stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=')),
  );
  expect(variables.KAFKA_BROKERS).toMatch(/^localhost:\d+$/);
  expect(variables.KAFKA_BROKERS).toBe(`${variables.KAFKA_HOST}:${variables.KAFKA_PORT}`);
});

it('--explain-config says where each setting comes from, and starts nothing', async () => {
  const words = ['start', '--explain-config', '--port', '0', '--set', 'num.partitions=4'];
  words.push('--set', 'ssl.key.password=secret');
  const environment = {
    KAFKA_LOG_RETENTION_MS: '5',
    KAFKA_NUM_PARTITIONS: '3',
    KAFKA_LOG_RETENSION_BYTES: '1',
  };
  const command = new KlammProcess(words, { environment });
  expect(await command.ended).toEqual({ code: 0, signal: null });
  const lines = command.stdout
    .trim()
    .split('\n')
    .map((line) => line.replace(/ {2,}/, '  '));
  expect(lines).toEqual([
    'listeners=PLAINTEXT://localhost:0  # --port',
    'log.dirs=./klamm-data  # default',
    'log.retention.ms=5  # KAFKA_LOG_RETENTION_MS',
    'num.partitions=4  # --set, over KAFKA_NUM_PARTITIONS (3)',
    'ssl.key.password=(hidden)  # --set; no effect',
    expect.stringContaining('# KAFKA_LOG_RETENSION_BYTES is set and has no effect'),
    '# without effect here: ssl.key.password',
  ]);
});

it('topics of the environment are created, as those of the command line are', async () => {
  const environment = { KAFKA_CREATE_TOPICS: 'one:2:1', KAFKA_LOG_RETENTION_MS: '5' };
  const words = [...BROKER.slice(0, -1), 'debug', '--topics', 'two:1'];
  const broker = new KlammProcess(words, { environment });
  await broker.ready();
  broker.signal('SIGTERM');
  expect(await broker.ended).toEqual({ code: 0, signal: null });
});
