// Who holds the kernel's lock on a file (fcntl, which Java's FileLock is), as far as it can be seen: Linux
// tells it in /proc/locks, for the processes of this container. Node itself can neither take nor ask for one.

import * as fs from 'node:fs';

const PROC_LOCKS = '/proc/locks';

/** The process that has locked this file; null when there is none, or none that can be seen. */
export function kernelLockHolder(path: string): number | null {
  const stats = fs.statSync(path, { throwIfNoEntry: false });
  const inode = stats?.ino;
  if (inode === undefined) return null;
  for (const line of readLocks().split('\n')) {
    // `1: POSIX  ADVISORY  WRITE 4711 08:01:1835 0 EOF`
    const [, kind, , , pid, place = ''] = line.trim().split(/\s+/);
    const isSameInode = kind === 'POSIX' && place.split(':')[2] === String(inode);
    if (isSameInode && hasOpen(Number(pid), path)) return Number(pid);
  }
  return null;
}

function readLocks(): string {
  try {
    return fs.readFileSync(PROC_LOCKS, 'utf8');
  } catch {
    return '';
  }
}

/** An inode's number says little without its device, which some file systems show in two ways. */
function hasOpen(pid: number, path: string): boolean {
  const descriptors = `/proc/${pid}/fd`;
  try {
    const real = fs.realpathSync(path);
    return fs.readdirSync(descriptors).some((name) => linkOf(`${descriptors}/${name}`) === real);
  } catch {
    // Another user's process: what it has open is not ours to see, so its number has to do.
    return pid > 0 && fs.existsSync(`/proc/${pid}`);
  }
}

function linkOf(path: string): string | null {
  try {
    return fs.readlinkSync(path);
  } catch {
    return null;
  }
}
