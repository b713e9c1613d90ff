// What a process has used: processor time of all its threads and children, and memory. From Linux's /proc.

import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks in a second, the unit of /proc/PID/stat; fixed on all of Linux's common platforms. */
const TICKS_PER_SECOND = 100;
/** Where utime, stime, cutime and cstime stand, counted from the field after the command's name. */
const FIRST_TIME_FIELD = 11;

export interface MemoryUse {
  /** Bytes of the process in memory now, its mapped files included. */
  readonly resident: number;
  /** The most that was ever resident. */
  readonly peak: number;
}

/** Seconds of processor time of a process, its threads, and its children, those that ended included. */
export function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const times = fields.slice(FIRST_TIME_FIELD, FIRST_TIME_FIELD + 4).map(Number);
  const own = times.reduce((sum, ticks) => sum + ticks, 0) / TICKS_PER_SECOND;
  return childrenOf(pid).reduce((sum, child) => sum + cpuSecondsOf(child), own);
}

export function memoryOf(pid: number): MemoryUse {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const bytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN) * 1024;
  const own = { resident: bytes('VmRSS'), peak: bytes('VmHWM') };
  return childrenOf(pid).reduce((sum, child) => {
    const { resident, peak } = memoryOf(child);
    return { resident: sum.resident + resident, peak: sum.peak + peak };
  }, own);
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)
      .map(Number),
  );
}
