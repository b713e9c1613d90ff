import { describe, expect, test } from 'vitest';
import { StorageError } from '../../src/platform/file-system.ts';
import { nodeFileSystem } from '../../src/platform/node-file-system.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { describeFileSystem } from './file-system-conformance.ts';

describeFileSystem('the real file system', () => {
  return { fileSystem: nodeFileSystem, root: temporaryDirectory() };
});

describe('a failure of the real file system', () => {
  test('names what was tried, the path and the operating system’s code', () => {
    const path = `${temporaryDirectory()}/missing`;
    expect(() => nodeFileSystem.readFile(path)).toThrow(
      expect.objectContaining({
        name: 'StorageError',
        message: `read ${path}: ENOENT`,
        path,
        code: 'ENOENT',
        cause: expect.objectContaining({ syscall: 'open' }),
      }),
    );
  });

  test('comes from asynchronous calls as well', async () => {
    const file = nodeFileSystem.open(temporaryDirectory(), 'read');
    await expect(file.read(Buffer.alloc(1), 0, 1, 0)).rejects.toThrow(StorageError);
    file.close();
  });

  test('is not made of our own mistakes', () => {
    const file = nodeFileSystem.open(`${temporaryDirectory()}/a`, 'create');
    expect(() => file.readSync(Buffer.alloc(1), 0, 5, 0)).toThrow(RangeError);
    file.close();
  });

  test('comes at once where the system makes no directories', () => {
    const path = '/proc/klamm-test/below';
    expect(() => nodeFileSystem.makeDirectory(path)).toThrow(
      expect.objectContaining({ name: 'StorageError', path }),
    );
  });

  test('leaves the old content when a replacement cannot be written', () => {
    const root = temporaryDirectory();
    nodeFileSystem.writeFileAtomic(`${root}/a`, Buffer.from('old'));
    nodeFileSystem.makeDirectory(`${root}/a.tmp`);
    expect(() => nodeFileSystem.writeFileAtomic(`${root}/a`, Buffer.from('new'))).toThrow('EISDIR');
    expect(nodeFileSystem.readFile(`${root}/a`).toString()).toBe('old');
  });
});
