// The lock file that keeps two brokers off one directory. Node has no flock, so the file names its
// holder, and the lock is stale once that very process is gone. Invariant: `.lock` always has complete
// content (it appears by link or rename), and a stale one is replaced by at most one process.

import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import type { DirectoryHolder, DirectoryLock } from './file-system.ts';
import { DirectoryBusyError, isNotFound } from './file-system.ts';
import { kernelLockHolder } from './node-kernel-locks.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { currentProcess, fateOf } from './process-identity.ts';
import { attempt, storageError } from './storage-attempt.ts';

/** How often a holder touches its lock file, for processes that cannot see whether it lives. */
const HEARTBEAT_MS = 1_000;
/** How long such a process watches for the next touch. */
const WATCH_MS = 3_000;
const WATCH_STEP_MS = 50;
/** A lock file that was not touched for so long is not even watched. */
const LONG_SILENCE_MS = 10_000;

/** A lock file that names nobody. */
const UNKNOWN_TOKEN = 'unknown';

interface Holder extends ProcessIdentity {
  /** Tells two locks of one process apart. */
  readonly token: string;
}

/** Takes `.lock` in this directory. @throws DirectoryBusyError while a living process holds it */
export function lockDirectory(path: string): DirectoryLock {
  const lockPath = join(path, '.lock');
  const holder: Holder = { ...currentProcess(), token: randomUUID() };
  const claim = join(path, `.lock-${holder.token}`);
  attempt('lock', path, () => fs.writeFileSync(claim, `${JSON.stringify(holder)}\n`));
  try {
    acquire(path, lockPath, claim);
  } finally {
    fs.rmSync(claim, { force: true });
  }
  const heartbeat = setInterval(() => beat(lockPath), HEARTBEAT_MS).unref();
  return {
    release: () => {
      clearInterval(heartbeat);
      release(lockPath, holder);
    },
  };
}

/** Who holds the lock of this directory; null when nobody does. Nothing is touched. */
export function directoryHolder(path: string): DirectoryHolder | null {
  const lockPath = join(path, '.lock');
  const holder = readHolder(lockPath);
  if (holder === null) return null;
  if (holder.token === UNKNOWN_TOKEN) {
    const pid = kernelLockHolder(lockPath);
    return pid === null ? null : { pid };
  }
  return isHeld(lockPath, holder) ? { pid: holder.pid } : null;
}

/**
 * Makes `lockPath` a link to our claim. A stale lock is replaced under a lock of its own, whose name
 * comes from the stale holder's token: of two processes that find the same stale lock, one is refused.
 */
function acquire(directory: string, lockPath: string, claim: string): void {
  for (;;) {
    if (linkIfFree(claim, lockPath)) return;
    const holder = readHolder(lockPath);
    if (holder === null) continue;
    if (isHeld(lockPath, holder)) throw new DirectoryBusyError(directory, holder.pid);
    const kernelHolder = holder.token === UNKNOWN_TOKEN ? kernelLockHolder(lockPath) : null;
    if (kernelHolder !== null) throw new DirectoryBusyError(directory, kernelHolder);
    const succession = `${lockPath}-after-${holder.token}`;
    acquire(directory, succession, claim);
    try {
      if (readHolder(lockPath)?.token === holder.token) {
        const replacement = `${claim}-replacement`;
        attempt('lock', directory, () => fs.linkSync(claim, replacement));
        attempt('lock', directory, () => fs.renameSync(replacement, lockPath));
        return;
      }
    } finally {
      fs.rmSync(succession, { force: true });
    }
  }
}

function isHeld(lockPath: string, holder: Holder): boolean {
  const fate = fateOf(holder);
  return fate === 'unseen' ? hasHeartbeat(lockPath) : fate === 'alive';
}

/** Watches for the holder's next touch of the lock file; blocks, but only at start after an unclean end. */
function hasHeartbeat(lockPath: string): boolean {
  const before = modifiedMs(lockPath);
  if (before === null || Date.now() - before > LONG_SILENCE_MS) return false;
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (let waitedMs = 0; waitedMs < WATCH_MS; waitedMs += WATCH_STEP_MS) {
    Atomics.wait(sleeper, 0, 0, WATCH_STEP_MS);
    if (modifiedMs(lockPath) !== before) return true;
  }
  return false;
}

function modifiedMs(lockPath: string): number | null {
  return fs.statSync(lockPath, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

function beat(lockPath: string): void {
  const now = Date.now() / 1000;
  // Its directory may have been removed under a broker of a test.
  fs.utimes(lockPath, now, now, () => {});
}

function linkIfFree(claim: string, lockPath: string): boolean {
  try {
    fs.linkSync(claim, lockPath);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw storageError('lock', lockPath, error);
  }
}

/** Who holds the lock; null when the file is gone. A file that names nobody is a stale one. */
function readHolder(lockPath: string): Holder | null {
  let text: string;
  try {
    text = attempt('read', lockPath, () => fs.readFileSync(lockPath, 'utf8'));
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
  try {
    const { pid, startTicks, bootId, pidNamespace, token } = JSON.parse(text) as Holder;
    if (Number.isInteger(pid) && /^[0-9a-f-]{36}$/.test(token)) {
      return { pid, startTicks, bootId, pidNamespace, token };
    }
  } catch {
    // Not ours: Apache Kafka leaves an empty `.lock` behind. Its lock is the kernel's, not the file.
  }
  return { pid: 0, startTicks: null, bootId: null, pidNamespace: null, token: UNKNOWN_TOKEN };
}

function release(lockPath: string, holder: Holder): void {
  if (readHolder(lockPath)?.token === holder.token) fs.rmSync(lockPath, { force: true });
}
