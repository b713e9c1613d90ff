// What goes wrong at one broker under test, and what did. The faults that are set strike requests, connections and
// steps of the disk that match; what happens to the broker at once (`fenceProducer` and its like) is in mishaps.ts.

import { ErrorCode } from '../../base/error-code.ts';
import { nearestOf } from '../../base/nearest.ts';
import type { Interceptor } from '../../dispatch/interceptor.ts';
import type { Services } from '../../dispatch/services.ts';
import type { DiskHook, DiskStep } from '../../platform/interposed-file-system.ts';
import type { Random } from '../../platform/random.ts';
import { API_TABLE } from '../../protocol/generated/api-table.ts';
import type { Duration } from '../duration.ts';
import { durationMs } from '../duration.ts';
import type { DrivenClock } from '../test-clock.ts';
import { DiskFaults } from './disk-faults.ts';
import type { DiskFaultMatch, Fault, FaultFrequency, FaultMatch, FaultStrike } from './fault.ts';
import { FaultList } from './fault-list.ts';
import { injectFault } from './inject-fault.ts';
import { matchesRequest } from './match-request.ts';
import * as mishaps from './mishaps.ts';
import { Pauses } from './pauses.ts';

/** The name of an error code, such as `NOT_LEADER_OR_FOLLOWER`. */
export type ErrorName = keyof typeof ErrorCode;

const API_NAMES = API_TABLE.map(({ name }) => name);
const ALL_STEPS: readonly DiskStep[] = ['read', 'write', 'sync'];

export class Faults {
  readonly #list: FaultList;
  readonly #pauses: Pauses;
  readonly #disk: DiskFaults;
  #services: () => Services = notStarted;
  #restart: (how: 'clean' | 'kill') => void = notStarted;

  /** @internal */
  constructor(clock: DrivenClock, random: Random) {
    this.#list = new FaultList(clock, random);
    this.#pauses = new Pauses(clock);
    this.#disk = new DiskFaults(this.#list, this.#pauses, (work) => clock.waitFor(work));
  }

  /** Answers with this error instead of acting; of several topics only those that match. */
  fail(api: string, { error, ...match }: FaultMatch & { readonly error: ErrorName }): Fault {
    const code = ErrorCode[error];
    if (code !== undefined) return this.#add(api, match, { kind: 'error', code });
    const nearest = nearestOf(error, Object.keys(ErrorCode));
    throw new TypeError(`there is no error ${error}${nearest ? `, did you mean ${nearest}?` : ''}`);
  }

  /** Acts only after a while, of the broker's time. */
  delay(api: string, { by, ...match }: FaultMatch & { readonly by: Duration }): Fault {
    return this.#add(api, match, { kind: 'delay', ms: durationMs(by) });
  }

  /** Closes the connection without an answer, before or after the request was acted on. */
  drop(
    api: string,
    { when = 'before', ...match }: FaultMatch & { readonly when?: 'before' | 'after' } = {},
  ): Fault {
    return this.#add(api, match, { kind: 'drop', when });
  }

  /** Acts, sends the first bytes of the answer (its four bytes of size included), and closes. */
  cut(api: string, { afterBytes, ...match }: FaultMatch & { readonly afterBytes: number }): Fault {
    return this.#add(api, match, { kind: 'cut', afterBytes });
  }

  /** Acts, and tells the client to be quiet for a while (`throttle_time_ms`). */
  throttle(api: string, { by, ...match }: FaultMatch & { readonly by: Duration }): Fault {
    return this.#add(api, match, { kind: 'throttle', ms: durationMs(by) });
  }

  /**
   * Restarts the broker (`how`: `clean` unless told otherwise, or `kill`) before or after it has acted on the
   * request, which gets no answer. Once, unless told otherwise; `skip` lets as many pass before.
   */
  restart(
    api: string,
    {
      how = 'clean',
      when = 'before',
      ...match
    }: FaultMatch & {
      readonly how?: 'clean' | 'kill';
      readonly when?: 'before' | 'after';
    } = {},
  ): Fault {
    return this.#add(api, { times: 1, ...match }, { kind: 'restart', how, when });
  }

  /** Closes connections as soon as they are made. Those that are there already stay. */
  refuseConnections(match: FaultFrequency = {}): Fault {
    return this.#list.add('connection', match, { kind: 'refuse' });
  }

  /**
   * Lets steps of the disk fail: `ENOSPC` (no room, which passes) or another code of the operating system such as
   * `EIO`, which takes the log directory offline and so, where it is the only one, ends the broker.
   */
  failDisk({
    code = 'EIO',
    on = ALL_STEPS,
    ...match
  }: DiskFaultMatch & { readonly code?: string; readonly on?: readonly DiskStep[] } = {}): Fault {
    return this.#list.add('disk', match, { kind: 'disk error', code, on });
  }

  /** A disk without room: writes fail with ENOSPC until the fault is removed. */
  fillDisk(match: DiskFaultMatch = {}): Fault {
    return this.failDisk({ ...match, code: 'ENOSPC', on: ['write'] });
  }

  /** Lets each step of the disk take this much longer, of the broker's time; who caused it waits. */
  slowDisk({
    by,
    on = ALL_STEPS,
    ...match
  }: DiskFaultMatch & { readonly by: Duration; readonly on?: readonly DiskStep[] }): Fault {
    return this.#list.add('disk', match, { kind: 'slow disk', ms: durationMs(by), on });
  }

  /**
   * The coordinator of a group forgets it: who waits is answered NOT_COORDINATOR, so is the next request about
   * the group, and its state is read again from the log.
   */
  loseCoordinator(group: string): void {
    mishaps.loseCoordinator(this.#services(), group);
    this.#happened('group', `coordinator of ${group} lost`);
    this.fail('*', { group, times: 1, error: 'NOT_COORDINATOR' });
  }

  /**
   * Fences the producer of a transactional id, as another one that begins with this id does: its transaction is
   * aborted, and its next request is answered INVALID_PRODUCER_EPOCH or PRODUCER_FENCED.
   */
  async fenceProducer(transactionalId: string): Promise<void> {
    await mishaps.fenceProducer(this.#services(), transactionalId);
    this.#happened('producer', `${transactionalId} fenced`);
  }

  /**
   * Ends the sessions of members of a group now, with the rebalance that follows; of all its members where
   * none is named. Resolves with the ids of those that have gone.
   */
  async expireMember(group: string, memberId?: string): Promise<readonly string[]> {
    const expired = await mishaps.expireMember(this.#services(), group, memberId);
    for (const id of expired) this.#happened('group', `session of ${id} in ${group} expired`);
    return expired;
  }

  /** Elects the leader of a partition anew: its leader epoch grows, and who comes with the old one is fenced. */
  async electLeader(topic: string, partition: number): Promise<void> {
    const epoch = await mishaps.electLeader(this.#services(), topic, partition);
    this.#happened('partition', `leader epoch of ${topic}-${partition} is ${epoch}`);
  }

  /** The faults that may still strike, in the order in which they were set. */
  list(): readonly Fault[] {
    return this.#list.all;
  }

  /** What faults did, oldest first. */
  get history(): readonly FaultStrike[] {
    return this.#list.history;
  }

  /** Removes all faults. */
  clear(): void {
    this.#list.clear();
  }

  /** @internal What faults need of the broker that they are for. */
  attach(services: () => Services, restart: (how: 'clean' | 'kill') => void): void {
    this.#services = services;
    this.#restart = restart;
  }

  /** @internal Whoever is held back goes on: the broker stops. */
  endWaiting(): void {
    this.#pauses.endAll();
  }

  /** @internal */
  get diskHook(): DiskHook {
    return this.#disk;
  }

  /** @internal Whether a connection that was made just now is to be closed. */
  readonly refusesConnection = (): boolean => {
    const fault = this.#list.find(({ effect }) => effect.kind === 'refuse');
    if (fault === null) return false;
    const effect = 'connection refused';
    this.#list.struck(fault, { api: 'connection', version: null, clientId: null, effect });
    return true;
  };

  /** @internal The first fault that matches a request strikes it. */
  readonly interceptor: Interceptor = (call) =>
    this.#disk.paidFor(() => {
      if (this.#list.isEmpty) return call.handle(call.request);
      const fault = this.#list.find((each) => matchesRequest(each, call));
      if (fault === null) return call.handle(call.request);
      const { apiVersion: version, clientId } = call.context;
      const note = (effect: string) =>
        this.#list.struck(fault, { api: call.handler.api.name, version, clientId, effect });
      return injectFault(fault, call, { pauses: this.#pauses, note, restart: this.#restart });
    });

  #add(api: string, match: FaultMatch, effect: Fault['effect']): Fault {
    requireApi(api);
    return this.#list.add(api, match, effect);
  }

  #happened(api: string, effect: string): void {
    this.#list.note({ api, version: null, clientId: null, effect });
  }
}

function requireApi(api: string): void {
  if (api === '*' || API_NAMES.includes(api)) return;
  const nearest = nearestOf(api, API_NAMES);
  throw new TypeError(`there is no API ${api}${nearest ? `, did you mean ${nearest}?` : ''}`);
}

function notStarted(): never {
  throw new Error('the broker has not started yet');
}
