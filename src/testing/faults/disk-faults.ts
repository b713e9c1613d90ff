// The faults of a disk. A step of the disk that is made on the event loop cannot wait: what it takes longer is owed by
// the request that caused it, whose answer is held back by so much.

import { basename, dirname } from 'node:path';
import { parsePartitionDirectory } from '../../log/partition-name.ts';
import { StorageError } from '../../platform/file-system.ts';
import type { DiskHook, DiskStep } from '../../platform/interposed-file-system.ts';
import type { Fault, FaultMatch } from './fault.ts';
import type { FaultList } from './fault-list.ts';
import type { Pauses } from './pauses.ts';

type Reply = Buffer | null;

export class DiskFaults implements DiskHook {
  readonly #list: FaultList;
  readonly #pauses: Pauses;
  readonly #onWork: (work: Promise<unknown>) => void;
  #owedMs = 0;

  /** `onWork` is told of what the disk does off the event loop. */
  constructor(list: FaultList, pauses: Pauses, onWork: (work: Promise<unknown>) => void) {
    this.#list = list;
    this.#pauses = pauses;
    this.#onWork = onWork;
  }

  before(step: DiskStep, path: string): void {
    if (this.#list.isEmpty) return;
    this.#owedMs += this.#strike(step, path);
  }

  beforeAsync(step: DiskStep, path: string): Promise<void> | null {
    if (this.#list.isEmpty) return null;
    const ms = this.#strike(step, path);
    return ms > 0 ? this.#pauses.pause(ms) : null;
  }

  underWay(work: Promise<unknown>): void {
    this.#onWork(work);
  }

  /** Has a request handled, and holds its answer back by what its steps of the disk took longer. */
  paidFor(handle: () => Reply | Promise<Reply>): Reply | Promise<Reply> {
    this.#owedMs = 0;
    const reply = handle();
    const owedMs = this.#owedMs;
    if (owedMs === 0) return reply;
    return this.#pauses.pause(owedMs).then(() => reply);
  }

  /** How much longer the step takes, in milliseconds. Throws StorageError where it fails. */
  #strike(step: DiskStep, path: string): number {
    const fault = this.#list.find((each) => isStruck(each, step, path));
    const effect = fault?.effect;
    if (fault === null || effect === undefined || !('on' in effect)) return 0;
    const isError = effect.kind === 'disk error';
    const told = isError ? effect.code : `${effect.ms} ms`;
    this.#list.struck(fault, {
      ...{ api: 'disk', version: null, clientId: null },
      effect: `${told} for ${step} of ${path}`,
    });
    if (effect.kind === 'disk error') throw new StorageError(step, path, effect.code);
    return effect.ms;
  }
}

function isStruck({ effect, match }: Fault, step: DiskStep, path: string): boolean {
  if (!('on' in effect) || !effect.on.includes(step)) return false;
  return match.topic === undefined || isOf(match, path);
}

/** Whether a path is the directory of such a partition, or lies in it. */
function isOf({ topic, partition }: FaultMatch, path: string): boolean {
  return [path, dirname(path)].some((directory) => {
    const name = parsePartitionDirectory(basename(directory));
    if (name === null || name.topic !== topic) return false;
    return partition === undefined || name.index === partition;
  });
}
