// `klamm start --admin`: the same broker, offered over HTTP.

import { describe, expect, it } from 'vitest';
import { KlammProcess, klamm } from '../support/klamm-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const QUIET = ['start', '--port', '0', '--log-level', 'warn'];

async function variablesOf(broker: KlammProcess): Promise<Record<string, string>> {
  await broker.until(() => broker.stdout.includes('KLAMM_ADMIN_URL='));
  return Object.fromEntries(
    broker.stdout
      .trim()
      .split('\n')
      .map((line) => line.split('=')),
  );
}

async function json(url: string, options: RequestInit = {}) {
  const response = await fetch(url, options);
  // biome-ignore lint/suspicious/noExplicitAny: what it is, the test says
  return { status: response.status, body: (await response.json()) as any };
}

describe.each([
  ['in memory', () => ['--memory']],
  ['in a directory', () => ['--data', temporaryDirectory()]],
])('a broker %s', (_, where) => {
  it('is offered whole: time, snapshots, ends and beginnings', async () => {
    const words = [...QUIET, ...where(), '--admin', '0', '--topics', 'orders:2', '--print-env'];
    const broker = klamm(...words);
    const { KLAMM_ADMIN_URL: url, KAFKA_BROKERS: address } = await variablesOf(broker);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await json(`${url}/`)).body.bootstrapServers).toBe(address);
    const by = JSON.stringify({ by: '7 days' });
    expect((await json(`${url}/clock/advance`, { method: 'POST', body: by })).status).toBe(200);
    const taken = await json(`${url}/snapshots`, { method: 'POST' });
    const bills = JSON.stringify({ name: 'bills' });
    expect((await json(`${url}/topics`, { method: 'POST', body: bills })).status).toBe(201);
    const { body: fork } = await json(`${url}/snapshots/${taken.body.id}/fork`, { method: 'POST' });
    const names = async (of: string) =>
      (await json(`${of}/topics`)).body.map(({ name }: { name: string }) => name);
    expect(await names(fork.adminUrl)).toEqual(['orders']);
    expect((await json(`${url}/kill`, { method: 'POST' })).body.bootstrapServers).toBe(address);
    expect(await names(url ?? '')).toEqual(['bills', 'orders']);
    await json(`${url}/snapshots/${taken.body.id}/restore`, { method: 'POST' });
    expect(await names(url ?? '')).toEqual(['orders']);
    broker.signal('SIGTERM');
    expect(await broker.ended).toEqual({ code: 0, signal: null });
    expect(broker.stderr).toBe('');
  });
});

it('is told to the command of --exec, and asked for by a variable', async () => {
  const script =
    'fetch(process.env.KLAMM_ADMIN_URL + "/ready").then((r) => process.exit(r.status - 193))';
  const words = [...QUIET, '--memory', '--exec', '--', process.execPath, '-e', script];
  const broker = new KlammProcess(words, { environment: { KLAMM_ADMIN: '127.0.0.1:0' } });
  expect(await broker.ended).toEqual({ code: 7, signal: null });
});

it('of a broker that its disk has ended: the command of --exec ends with it', async () => {
  const script = `
    process.on('SIGTERM', () => process.exit(console.log('told')));
    setInterval(() => {}, 1000);
    const post = (path, body) =>
      fetch(process.env.KLAMM_ADMIN_URL + path, { method: 'POST', body: JSON.stringify(body) });
    post('/faults', { kind: 'failDisk' }).then(() => post('/topics', { name: 'a' })).catch(() => {});
  `;
  const words = ['start', '--port', '0', '--log-level', 'silent', '--data', temporaryDirectory()];
  const broker = klamm(...words, '--admin', '0', '--exec', '--', process.execPath, '-e', script);
  expect(await broker.ended).toEqual({ code: 1, signal: null });
  await broker.until(() => broker.stdout.includes('told'));
});

it('goes with what watches a broker', async () => {
  const broker = klamm(
    ...QUIET,
    '--memory',
    '--admin',
    '0',
    '--strict',
    '--record',
    'traffic.jsonl',
  );
  await broker.ready();
  broker.signal('SIGTERM');
  expect(await broker.ended).toEqual({ code: 0, signal: null });
});

it('with several log directories has no snapshots, and says so', async () => {
  const directories = [temporaryDirectory(), temporaryDirectory()].join(',');
  const words = [...QUIET, '--set', `log.dirs=${directories}`, '--admin', '0', '--print-env'];
  const { KLAMM_ADMIN_URL: url } = await variablesOf(klamm(...words));
  const { status, body } = await json(`${url}/snapshots`, { method: 'POST' });
  expect([status, body.detail]).toEqual([
    409,
    'a broker with several log directories has no snapshots',
  ]);
  expect((await json(`${url}/kill`, { method: 'POST' })).status).toBe(200);
});

it.each([
  [['--admin', 'nowhere'], {}, 'it is of the form [HOST:]PORT'],
  [['--admin', 'localhost'], {}, 'it is of the form [HOST:]PORT'],
  [['--admin', '99999'], {}, 'it is of the form [HOST:]PORT'],
  [[], { KLAMM_ADMIN: 'soon' }, "KLAMM_ADMIN: 'soon' is not of the form [HOST:]PORT"],
])('%j with %j is refused', async (words, environment, sentence) => {
  const broker = new KlammProcess([...QUIET, '--memory', ...words], { environment });
  expect(await broker.ended).toEqual({ code: 1, signal: null });
  expect(broker.stderr).toContain(sentence);
});

it('a port in use is said in one sentence', async () => {
  const first = klamm(...QUIET, '--memory', '--admin', '0', '--print-env');
  const { port } = new URL((await variablesOf(first)).KLAMM_ADMIN_URL ?? '');
  const second = klamm(...QUIET, '--memory', '--admin', port);
  expect(await second.ended).toEqual({ code: 1, signal: null });
  expect(second.stderr).toBe(
    `klamm: cannot listen on 127.0.0.1:${port}: the port is in use by another process\n`,
  );
});
