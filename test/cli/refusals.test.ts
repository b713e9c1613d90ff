// What cannot be done is said in one sentence on stderr, with exit code 1, and nothing is touched.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { KlammProcess } from '../support/klamm-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Runs to the end in an empty directory, which must still be empty then; the result is the sentence. */
async function refusal(...words: string[]): Promise<string> {
  const cwd = temporaryDirectory();
  const broker = new KlammProcess(words, { cwd });
  expect(await broker.ended).toEqual({ code: 1, signal: null });
  expect(broker.stdout).toBe('');
  expect(readdirSync(cwd)).toEqual([]);
  return sentenceOf(broker);
}

function sentenceOf(broker: KlammProcess): string {
  expect(broker.stderr).toMatch(/^klamm: [^\n]+\n$/);
  return broker.stderr.slice('klamm: '.length).trimEnd();
}

describe('words that make no sense', () => {
  it.each([
    [['start', '--prot', '0'], /unknown option '--prot'.*--port/],
    [['start', '--port'], /--port <number>.*argument missing/],
    [['start', '--port', 'http'], /'http' is invalid.*a port is a number from 0 to 65535/],
    [['start', '--port', '65536'], /a port is a number/],
    [['start', '--brokers', '3'], /no cluster of several brokers yet: it is 1/],
    [['start', '--log-level', 'wran'], /did you mean warn\?/],
    [['start', '--log-level', 'everything'], /there are debug, info, warn, error, silent/],
    [['start', 'now'], /what is 'now'\?/],
    [['strat'], /there is no command strat, did you mean start\?/],
    [[], /`klamm start` starts a broker/],
    [['start', '--set', 'retention'], /'retention' is not of the form key=value/],
    [['start', '--set', 'log.retension.ms=1'], /did you mean log.retention.ms\?/],
    [['start', '--set', 'num.partitions=none'], /Invalid value none for .* num.partitions/],
    [['start', '--topics', 'a:none'], /partitions of 'a:none'/],
    [['start', '--topics', 'a:1:3'], /asks for 3 replicas, and there is one broker/],
    [['start', '--topics', 'no spaces'], /'no spaces' contains one or more characters/],
    [['start', '--topics', 'a:1:1:compat'], /did you mean compact\?/],
    [['start', '--memory', '--data', 'x'], /--data and --memory exclude each other/],
    [['start', '--config', 'missing.properties'], /cannot read missing.properties \(ENOENT\)/],
    [['start', '--config', '.'], /cannot read \. \(EISDIR\)/],
    [['start', '--set', 'listeners=SSL://:0'], /only PLAINTEXT is served/],
  ])('%j', async (words, sentence) => {
    expect(await refusal(...words)).toMatch(sentence);
  });
});

describe('a port in use', () => {
  it('is named, and the data directory is not made', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const words = ['start', '--host', '127.0.0.1', '--port', port];
    expect(await refusal(...words)).toContain(port);
  });
});

describe('a data directory', () => {
  it('that another broker holds is left alone, and so is its ready file', async () => {
    const cwd = temporaryDirectory();
    const words = ['start', '--port', '0', '--ready-file', 'ready'];
    const first = new KlammProcess(words, { cwd });
    const address = await first.ready();
    const before = readdirSync(path.join(cwd, 'klamm-data'));

    const second = new KlammProcess(words, { cwd });
    expect(await second.ended).toEqual({ code: 1, signal: null });
    expect(sentenceOf(second)).toContain('klamm-data');
    expect(readdirSync(path.join(cwd, 'klamm-data'))).toEqual(before);
    expect(readFileSync(path.join(cwd, 'ready'), 'utf8')).toBe(`${address}\n`);
    expect(first.isRunning).toBe(true);
  });

  it('of a broker that was killed is free again', async () => {
    const cwd = temporaryDirectory();
    const first = new KlammProcess(['start', '--port', '0'], { cwd });
    await first.ready();
    first.signal('SIGKILL');
    await first.ended;
    const second = new KlammProcess(['start', '--port', '0'], { cwd });
    await second.ready();
    expect(second.isRunning).toBe(true);
  });

  it('that is a file is refused', async () => {
    const cwd = temporaryDirectory();
    writeFileSync(path.join(cwd, 'data'), 'mine');
    const words = ['start', '--port', '0', '--data', 'data'];
    const broker = new KlammProcess(words, { cwd });
    expect(await broker.ended).toEqual({ code: 1, signal: null });
    expect(sentenceOf(broker)).toContain('data');
    expect(readFileSync(path.join(cwd, 'data'), 'utf8')).toBe('mine');
  });

  it('may be there already, and empty', async () => {
    const cwd = temporaryDirectory();
    mkdirSync(path.join(cwd, 'data'));
    const broker = new KlammProcess(['start', '--port', '0', '--data', 'data'], { cwd });
    await broker.ready();
    expect(existsSync(path.join(cwd, 'klamm-data'))).toBe(false);
  });
});
