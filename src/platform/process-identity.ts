// Which process is which. A pid alone does not tell: it is used again, and in a container it is always 1.
// Together with the moment it started and the boot of the machine it names one process for good.

import { readFileSync, readlinkSync } from 'node:fs';

export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks between the boot and the start of the process; null where /proc is missing. */
  readonly startTicks: string | null;
  /** The kernel's id of this boot; null where /proc is missing. */
  readonly bootId: string | null;
  /** The namespace in which `pid` counts; null where /proc is missing. */
  readonly pidNamespace: string | null;
}

/** This process. */
export function currentProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    startTicks: startTicksOf('self'),
    bootId: readBootId(),
    pidNamespace: readOrNull(() => readlinkSync('/proc/self/ns/pid')),
  };
}

/**
 * What became of the process of this identity. 'unseen': it may run in another container of this machine,
 * whose processes cannot be seen from here.
 */
export function fateOf(identity: ProcessIdentity): 'alive' | 'gone' | 'unseen' {
  if (identity.pid <= 0) return 'gone';
  const { bootId, pidNamespace } = currentProcess();
  if (bootId !== null && identity.bootId !== bootId) return 'gone';
  if (identity.pidNamespace !== pidNamespace) return 'unseen';
  const isAlive =
    identity.startTicks === null
      ? answersSignals(identity.pid)
      : startTicksOf(String(identity.pid)) === identity.startTicks;
  return isAlive ? 'alive' : 'gone';
}

function startTicksOf(pid: string): string | null {
  const stat = readOrNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (stat === null) return null;
  // The second field is the name in parentheses, and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  return state === 'Z' || state === 'X' ? null : (fields[19] ?? null);
}

function readBootId(): string | null {
  return readOrNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
}

function readOrNull(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
