// The lock file that keeps two brokers off one directory. Node has no flock, so the file names its
// holder, and the lock is stale once that very process is gone. Invariant: `.lock` always has complete
// content (it appears by link or rename), and a stale one is replaced by at most one process.

import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import type { DirectoryLock } from './file-system.ts';
import { DirectoryBusyError, isNotFound } from './file-system.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { currentProcess, isAlive } from './process-identity.ts';
import { attempt } from './storage-attempt.ts';

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
  return { release: () => release(lockPath, holder) };
}

/**
 * Makes `lockPath` a link to our claim. A stale lock is replaced under a lock of its own, whose name
 * comes from the stale holder's token: of two processes that find the same stale lock one waits out.
 */
function acquire(directory: string, lockPath: string, claim: string): void {
  for (;;) {
    if (linkIfFree(claim, lockPath)) return;
    const holder = readHolder(lockPath);
    if (holder === null) continue;
    if (isAlive(holder)) throw new DirectoryBusyError(directory, holder.pid);
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

function linkIfFree(claim: string, lockPath: string): boolean {
  try {
    fs.linkSync(claim, lockPath);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    return attempt('lock', lockPath, () => {
      throw error;
    });
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
  return { pid: 0, startTicks: null, bootId: null, pidNamespace: null, token: 'unknown' };
}

function release(lockPath: string, holder: Holder): void {
  if (readHolder(lockPath)?.token === holder.token) fs.rmSync(lockPath, { force: true });
}
