import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DirectoryBusyError } from '../../src/platform/file-system.ts';
import { lockDirectory } from '../../src/platform/node-directory-lock.ts';
import { currentProcess } from '../../src/platform/process-identity.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const TOKEN = '00000000-0000-4000-8000-000000000000';
const MODULE = fileURLToPath(new URL('../../src/platform/node-directory-lock.ts', import.meta.url));

/** A process that takes the lock, says so, and holds it until it is killed. */
async function holderOf(directory: string): Promise<{ pid: number; kill(): Promise<void> }> {
  const script = `
    const { lockDirectory } = await import(${JSON.stringify(MODULE)});
    lockDirectory(${JSON.stringify(directory)});
    console.log('locked');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  return { pid: child.pid as number, kill };
}

function leaveLock(directory: string, holder: object): void {
  const content = { ...currentProcess(), token: TOKEN, ...holder };
  writeFileSync(`${directory}/.lock`, JSON.stringify(content));
}

describe('the lock of a directory', () => {
  test('names the process that holds it', async () => {
    const directory = temporaryDirectory();
    const { pid } = await holderOf(directory);
    expect(() => lockDirectory(directory)).toThrow(
      expect.objectContaining({
        message: `the directory ${directory} is in use by process ${pid}`,
        code: 'EBUSY',
        holderPid: pid,
      }),
    );
  });

  test('is free again once its holder was killed', async () => {
    const directory = temporaryDirectory();
    const holder = await holderOf(directory);
    await holder.kill();
    expect(existsSync(`${directory}/.lock`)).toBe(true);
    lockDirectory(directory).release();
  });

  test('is not held by a process that got the same pid later', () => {
    const directory = temporaryDirectory();
    leaveLock(directory, { startTicks: '1' });
    lockDirectory(directory).release();
  });

  test('is not held by a process of an earlier boot', () => {
    const directory = temporaryDirectory();
    leaveLock(directory, { bootId: 'another boot' });
    lockDirectory(directory).release();
  });

  test('is held by a process of another container that keeps touching the file', async () => {
    const directory = temporaryDirectory();
    const { pid } = await holderOf(directory);
    const holder = JSON.parse(readFileSync(`${directory}/.lock`, 'utf8')) as object;
    leaveLock(directory, { ...holder, pidNamespace: 'another container' });
    expect(() => lockDirectory(directory)).toThrow(`in use by process ${pid}`);
  });

  test('is not held by a process of another container that fell silent', () => {
    const directory = temporaryDirectory();
    leaveLock(directory, { pidNamespace: 'another container' });
    const longAgo = Date.now() / 1000 - 60;
    utimesSync(`${directory}/.lock`, longAgo, longAgo);
    lockDirectory(directory).release();
  });

  test.each([
    ['an empty file, as Apache Kafka leaves it', ''],
    ['a file that is none of ours', 'something else'],
    ['JSON that names nobody', '{"pid":"1"}'],
  ])('is not held by %s', (_what, content) => {
    const directory = temporaryDirectory();
    writeFileSync(`${directory}/.lock`, content);
    lockDirectory(directory).release();
  });

  test('leaves nothing behind once released', () => {
    const directory = temporaryDirectory();
    leaveLock(directory, { startTicks: '1' });
    const lock = lockDirectory(directory);
    expect(readdirSync(directory)).toEqual(['.lock']);
    lock.release();
    expect(readdirSync(directory)).toEqual([]);
  });

  test('released late does not take the lock from the next holder', () => {
    const directory = temporaryDirectory();
    const first = lockDirectory(directory);
    first.release();
    const second = lockDirectory(directory);
    first.release();
    expect(() => lockDirectory(directory)).toThrow(DirectoryBusyError);
    second.release();
  });

  test('goes to one of two that find it stale, even when an earlier successor was killed halfway', () => {
    const directory = temporaryDirectory();
    leaveLock(directory, { startTicks: '1' });
    const halfway = { ...currentProcess(), startTicks: '2', token: TOKEN.replace('0', '1') };
    writeFileSync(`${directory}/.lock-after-${TOKEN}`, JSON.stringify(halfway));
    const lock = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(DirectoryBusyError);
    lock.release();
    expect(readdirSync(directory)).toEqual([]);
  });

  test('goes to exactly one of several processes that race for a stale one', async () => {
    const directory = temporaryDirectory();
    leaveLock(directory, { startTicks: '1' });
    const script = `
      const { lockDirectory } = await import(${JSON.stringify(MODULE)});
      process.stdin.once('data', () => {
        try { lockDirectory(${JSON.stringify(directory)}); console.log('won'); }
        catch (error) { console.log(error.code); }
        process.stdin.once('data', () => process.exit());
      });
      console.log('ready');`;
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
    onTestFinished(() => {
      for (const child of children) child.kill('SIGKILL');
    });
    const lines = (): Promise<string[]> =>
      Promise.all(
        children.map(
          (child) =>
            new Promise<string>((resolve) => {
              child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim()));
            }),
        ),
      );
    await lines();
    const outcomes = lines();
    for (const child of children) child.stdin.write('go\n');
    expect((await outcomes).sort()).toEqual(['EBUSY', 'EBUSY', 'EBUSY', 'won']);
  });
});
