// A disk with somebody in between, who may let steps fail or take time, and may cut it off: from then on nothing
// reaches the disk below, whatever is written, and what was there stays as after the end of the process.

import type { DirectoryHolder, DirectoryLock, File, FileStat, FileSystem } from './file-system.ts';

/** What a step does to the disk, as far as it can fail or take time here. */
export type DiskStep = 'read' | 'write' | 'sync';

/** Who stands in between. */
export interface DiskHook {
  /** Called before each step. Throws the StorageError that it fails with. */
  before(step: DiskStep, path: string): void;
  /** The same for steps that are made off the event loop, which may be held back; null: it is made at once. */
  beforeAsync(step: DiskStep, path: string): Promise<void> | null;
  /** Told of what the disk below is doing off the event loop. */
  underWay?(work: Promise<unknown>): void;
}

export class InterposedFileSystem implements FileSystem {
  readonly #disk: FileSystem;
  readonly #hook: DiskHook;
  #isCutOff = false;

  constructor(disk: FileSystem, hook: DiskHook) {
    this.#disk = disk;
    this.#hook = hook;
  }

  /** From now on nothing that is written reaches the disk. */
  cutOff(): void {
    this.#isCutOff = true;
  }

  get isCutOff(): boolean {
    return this.#isCutOff;
  }

  open(path: string, mode: 'read' | 'write' | 'create'): File {
    if (this.#isCutOff && mode !== 'read') return new LostFile(path);
    if (mode !== 'read' && !this.#disk.exists(path)) this.#hook.before('write', path);
    return new InterposedFile(this.#disk.open(path, mode), this, this.#hook);
  }

  readFile(path: string): Buffer {
    this.#hook.before('read', path);
    return this.#disk.readFile(path);
  }

  writeFileAtomic(path: string, content: Uint8Array): void {
    this.#change('write', path, () => this.#disk.writeFileAtomic(path, content));
  }

  exists(path: string): boolean {
    return this.#disk.exists(path);
  }

  stat(path: string): FileStat {
    return this.#disk.stat(path);
  }

  list(path: string): string[] {
    return this.#disk.list(path);
  }

  makeDirectory(path: string): void {
    this.#change('write', path, () => this.#disk.makeDirectory(path));
  }

  rename(from: string, to: string): void {
    this.#change(null, from, () => this.#disk.rename(from, to));
  }

  link(from: string, to: string): void {
    this.#change('write', from, () => this.#disk.link(from, to));
  }

  setModifiedTime(path: string, modifiedMs: number): void {
    this.#change(null, path, () => this.#disk.setModifiedTime(path, modifiedMs));
  }

  async copyFile(from: string, to: string): Promise<void> {
    await this.#changeAsync('write', to, () => this.#disk.copyFile(from, to));
  }

  copyFileNow(from: string, to: string): void {
    this.#change('write', to, () => this.#disk.copyFileNow(from, to));
  }

  remove(path: string): void {
    this.#change(null, path, () => this.#disk.remove(path));
  }

  removeTree(path: string): void {
    this.#change(null, path, () => this.#disk.removeTree(path));
  }

  async syncDirectory(path: string): Promise<void> {
    await this.#changeAsync('sync', path, () => this.#disk.syncDirectory(path));
  }

  syncDirectoryNow(path: string): void {
    this.#change('sync', path, () => this.#disk.syncDirectoryNow(path));
  }

  lockDirectory(path: string): DirectoryLock {
    return this.#disk.lockDirectory(path);
  }

  directoryHolder(path: string): DirectoryHolder | null {
    return this.#disk.directoryHolder(path);
  }

  space(path: string): { readonly freeBytes: number; readonly totalBytes: number } {
    return this.#disk.space(path);
  }

  async #changeAsync(step: DiskStep, path: string, make: () => Promise<void>): Promise<void> {
    if (this.#isCutOff) return;
    const held = this.#hook.beforeAsync(step, path);
    if (held) await held;
    if (!this.#isCutOff) await watched(this.#hook, make());
  }

  /** What has no step cannot fail here. */
  #change(step: DiskStep | null, path: string, make: () => void): void {
    if (this.#isCutOff) return;
    if (step !== null) this.#hook.before(step, path);
    make();
  }
}

function watched<T>(hook: DiskHook, work: Promise<T>): Promise<T> {
  hook.underWay?.(work);
  return work;
}

/** A file is closed below once no step of it is held back any more: it is the same file then as well. */
class InterposedFile implements File {
  readonly path: string;
  readonly #file: File;
  readonly #disk: InterposedFileSystem;
  readonly #hook: DiskHook;
  #heldBack = 0;
  #isClosed = false;

  constructor(file: File, disk: InterposedFileSystem, hook: DiskHook) {
    this.path = file.path;
    this.#file = file;
    this.#disk = disk;
    this.#hook = hook;
  }

  readSync(target: Buffer, at: number, length: number, position: number): number {
    this.#hook.before('read', this.path);
    return this.#file.readSync(target, at, length, position);
  }

  async read(target: Buffer, at: number, length: number, position: number): Promise<number> {
    return this.#whenLetThrough('read', () => this.#file.read(target, at, length, position));
  }

  writeSync(source: Uint8Array, position: number): void {
    if (this.#disk.isCutOff) return;
    this.#hook.before('write', this.path);
    this.#file.writeSync(source, position);
  }

  size(): number {
    return this.#file.size();
  }

  truncate(length: number): void {
    if (!this.#disk.isCutOff) this.#file.truncate(length);
  }

  async sync(): Promise<void> {
    if (this.#disk.isCutOff) return;
    await this.#whenLetThrough('sync', async () => {
      if (!this.#disk.isCutOff) await this.#file.sync();
    });
  }

  syncNow(): void {
    if (this.#disk.isCutOff) return;
    this.#hook.before('sync', this.path);
    this.#file.syncNow();
  }

  close(): void {
    this.#isClosed = true;
    if (this.#heldBack === 0) this.#file.close();
  }

  async #whenLetThrough<T>(step: DiskStep, make: () => Promise<T>): Promise<T> {
    const held = this.#hook.beforeAsync(step, this.path);
    if (held === null) return watched(this.#hook, make());
    this.#heldBack += 1;
    try {
      await held;
      return await watched(this.#hook, make());
    } finally {
      this.#heldBack -= 1;
      if (this.#isClosed && this.#heldBack === 0) this.#file.close();
    }
  }
}

/** A file that was made after the disk had been cut off: nobody will ever find it. */
class LostFile implements File {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  readSync(): number {
    return 0;
  }

  async read(): Promise<number> {
    return 0;
  }

  writeSync(): void {}

  size(): number {
    return 0;
  }

  truncate(): void {}

  async sync(): Promise<void> {}

  syncNow(): void {}

  close(): void {}
}
