// `klamm start` as a person or a script meets it: what it prints, which files it makes, how it ends.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { KlammProcess, klamm } from '../support/klamm-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const CLEAN = { code: 0, signal: null };

/** A client that connects and says nothing; settles once it is connected, `closed` once it is not. */
async function idleClient(address: string): Promise<{ closed: Promise<void> }> {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  const socket = connect(Number(port), host);
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    socket.on('error', () => undefined);
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  return { closed };
}

describe('a start', () => {
  it('prints one line on stdout, that it is ready and where', async () => {
    const broker = klamm('start', '--memory', '--port', '0');
    const address = await broker.ready();
    expect(address).toMatch(/^localhost:[1-9]\d*$/);
    await idleClient(address);
    broker.signal('SIGTERM');
    await broker.ended;
    expect(broker.stdout).toBe(`ready on ${address}\n`);
  });

  it('logs to stderr as JSON where there is no terminal', async () => {
    const broker = klamm('start', '--memory', '--port', '0');
    await broker.ready();
    broker.signal('SIGTERM');
    await broker.ended;
    const lines = broker.stderr.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('msg');
  });

  it('says nothing on stderr with --log-level silent', async () => {
    const broker = klamm('start', '--memory', '--port', '0', '--log-level', 'silent');
    await broker.ready();
    broker.signal('SIGTERM');
    expect(await broker.ended).toEqual(CLEAN);
    expect(broker.stderr).toBe('');
  });

  it('answers on IPv4 and IPv6 alike when it listens on localhost', async () => {
    const broker = klamm('start', '--memory', '--port', '0');
    const [, port] = (await broker.ready()).split(':');
    await idleClient(`127.0.0.1:${port}`);
    await idleClient(`::1:${port}`);
  });

  it('names an address to dial when it listens on every address', async () => {
    const broker = klamm('start', '--memory', '--port', '0', '--host', '0.0.0.0');
    expect(await broker.ready()).toMatch(/^localhost:\d+$/);
  });

  it('keeps its data in ./klamm-data unless told otherwise', async () => {
    const cwd = temporaryDirectory();
    const broker = new KlammProcess(['start', '--port', '0'], { cwd });
    await broker.ready();
    expect(readdirSync(cwd)).toEqual(['klamm-data']);
  });

  it('touches no disk with --memory', async () => {
    const cwd = temporaryDirectory();
    const broker = new KlammProcess(['start', '--memory', '--port', '0'], { cwd });
    await broker.ready();
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('takes its settings from a file, and flags over it', async () => {
    const cwd = temporaryDirectory();
    const properties = 'listeners=PLAINTEXT://127.0.0.1:1\nlog.dirs=other\nnum.partition=3\n';
    writeFileSync(path.join(cwd, 'server.properties'), properties);
    const words = ['start', '--config', 'server.properties', '--port', '0'];
    const broker = new KlammProcess(words, { cwd });
    expect(await broker.ready()).toMatch(/^127\.0\.0\.1:\d{2,}$/);
    expect(existsSync(path.join(cwd, 'other'))).toBe(true);
    expect(broker.stderr).toContain('did you mean num.partitions?');
  });
});

describe('the ready file', () => {
  it('holds the address while the broker serves, and is gone afterwards', async () => {
    const file = path.join(temporaryDirectory(), 'ready');
    const broker = klamm('start', '--memory', '--port', '0', '--ready-file', file);
    const address = await broker.ready();
    expect(readFileSync(file, 'utf8')).toBe(`${address}\n`);
    broker.signal('SIGTERM');
    await broker.ended;
    expect(existsSync(file)).toBe(false);
  });

  it('that a killed broker left behind is replaced', async () => {
    const file = path.join(temporaryDirectory(), 'ready');
    writeFileSync(file, 'localhost:1\n');
    const broker = klamm('start', '--memory', '--port', '0', '--ready-file', file);
    const address = await broker.ready();
    expect(readFileSync(file, 'utf8')).toBe(`${address}\n`);
  });

  it('in a directory that is not there is refused before the start', async () => {
    const file = path.join(temporaryDirectory(), 'none', 'ready');
    const broker = klamm('start', '--memory', '--port', '0', '--ready-file', file);
    expect(await broker.ended).toEqual({ code: 1, signal: null });
    expect(broker.stderr).toMatch(/^klamm: --ready-file: there is no directory \S+\n$/);
  });
});

describe('npm start', () => {
  it('passes a SIGTERM on to the broker and ends with it', async () => {
    const cwd = path.resolve(import.meta.dirname, '../..');
    const words = ['--', '--memory', '--port', '0'];
    const npm = new KlammProcess(words, { node: 'npm', script: 'start', cwd });
    await npm.until(() => npm.stdout.includes('ready on'));
    npm.signal('SIGTERM');
    expect(await npm.ended).toEqual(CLEAN);
    expect(npm.stderr).toContain('stopped');
  });
});

describe('a signal', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s stops cleanly with clients connected',
    async (name) => {
      const broker = klamm('start', '--port', '0');
      const clients = await Promise.all(
        [1, 2, 3].map(async () => idleClient(await broker.ready())),
      );
      broker.signal(name);
      expect(await broker.ended).toEqual(CLEAN);
      await Promise.all(clients.map(({ closed }) => closed));
    },
  );

  it('while starting stops as soon as the start is over', async () => {
    const broker = klamm('start', '--memory', '--port', '0', '--log-level', 'debug');
    await broker.until(() => broker.stderr.includes('\n'));
    broker.signal('SIGTERM');
    expect(await broker.ended).toEqual(CLEAN);
  });

  it('lets the next broker have the data directory and the port at once', async () => {
    const cwd = temporaryDirectory();
    const first = new KlammProcess(['start', '--port', '0'], { cwd });
    const [, port = ''] = (await first.ready()).split(':');
    first.signal('SIGTERM');
    await first.ended;
    const second = new KlammProcess(['start', '--port', port], { cwd });
    expect(await second.ready()).toBe(`localhost:${port}`);
  });
});
