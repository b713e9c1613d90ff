// `klamm check` as a process: what it says, and its exit code.

import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { KlammProcess, klamm } from '../support/klamm-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** The data directory of a broker that was stopped, or still runs. */
async function dataDirectory({ isRunning = false } = {}): Promise<string> {
  const cwd = temporaryDirectory();
  const broker = new KlammProcess(['start', '--port', '0'], { cwd });
  await broker.ready();
  if (!isRunning) {
    broker.signal('SIGTERM');
    await broker.ended;
  }
  return path.join(cwd, 'klamm-data');
}

async function check(...words: string[]) {
  const command = klamm('check', ...words);
  const { code } = await command.ended;
  return { code, stdout: command.stdout, stderr: command.stderr };
}

describe('klamm check', () => {
  it('ends with 0 where nothing is wrong', async () => {
    const { code, stdout, stderr } = await check(await dataDirectory());
    expect(stdout).toMatch(/\(Klamm\): 0 segments, 0 batches\n0 errors, 0 warnings, 0 notes\n$/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('ends with 1 where something is, and says where', async () => {
    const directory = await dataDirectory();
    writeFileSync(`${directory}/.kafka_cleanshutdown`, 'yes');
    const { code, stdout } = await check(directory);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^error {3}\S+\.kafka_cleanshutdown: it is not JSON \[clean-shutdown\]\n/,
    );
  });

  it('gives JSON when asked for it', async () => {
    const directory = await dataDirectory();
    rmSync(`${directory}/meta.properties`);
    writeFileSync(`${directory}/replication-offset-checkpoint`, '0\n0\n');
    const { code, stdout } = await check('--json', directory);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      errors: 0,
      warnings: 1,
      checked: [{ path: directory, kind: 'Klamm', partitions: 0 }],
      findings: [{ severity: 'warning', rule: 'meta-properties', position: null, offset: null }],
      omitted: 0,
    });
    expect((await check('--strict', directory)).code).toBe(1);
  });

  it('refuses a directory that a broker is using, unless told otherwise', async () => {
    const directory = await dataDirectory({ isRunning: true });
    const refused = await check(directory);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^klamm: .* a broker \(process \d+\) is using it; --live/);
    expect((await check('--live', directory)).code).toBe(0);
  });

  it.each([['nowhere'], ['.'], [process.execPath]])('ends with 2 for %s', async (word) => {
    const { code, stderr } = await check(word);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^klamm: [^\n]+\n$/);
  });
});
