// The faults of one broker under test: set, listed, removed, and a record of what they did. Which request is
// struck is decided here; how, in inject-fault.ts.

import { ErrorCode } from '../../base/error-code.ts';
import { nearestOf } from '../../base/nearest.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { InterceptedCall, Interceptor } from '../../dispatch/interceptor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Random } from '../../platform/random.ts';
import { API_TABLE } from '../../protocol/generated/api-table.ts';
import type { Duration } from '../duration.ts';
import { durationMs } from '../duration.ts';
import type { Fault, FaultEffect, FaultMatch, FaultStrike } from './fault.ts';
import { injectFault } from './inject-fault.ts';
import { groupsOf, subjectsOf } from './request-subjects.ts';

/** The name of an error code, such as `NOT_LEADER_OR_FOLLOWER`. */
export type ErrorName = keyof typeof ErrorCode;

const API_NAMES = API_TABLE.map(({ name }) => name);

class SetFault implements Fault {
  readonly api: string;
  readonly match: FaultMatch;
  readonly effect: FaultEffect;
  strikes = 0;
  readonly #remove: () => void;

  constructor(api: string, match: FaultMatch, effect: FaultEffect, remove: (fault: Fault) => void) {
    this.api = api;
    this.match = match;
    this.effect = effect;
    this.#remove = () => remove(this);
  }

  get isSpent(): boolean {
    return this.strikes >= (this.match.times ?? Number.POSITIVE_INFINITY);
  }

  remove(): void {
    this.#remove();
  }
}

export class Faults {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #set = new Set<SetFault>();
  readonly #history: FaultStrike[] = [];

  /** @internal */
  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
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

  /** The faults that may still strike, in the order in which they were set. */
  list(): readonly Fault[] {
    return [...this.#set];
  }

  /** What faults did, oldest first. */
  get history(): readonly FaultStrike[] {
    return this.#history;
  }

  /** Removes all faults. */
  clear(): void {
    this.#set.clear();
  }

  /** @internal The first fault that matches a request strikes it. */
  readonly interceptor: Interceptor = (call) => {
    for (const fault of this.#set) {
      if (!this.#strikes(fault, call)) continue;
      const note = (effect: string) => this.#note(fault, call, effect);
      return injectFault(fault, call, { clock: this.#clock, note });
    }
    return call.handle(call.request);
  };

  #add(api: string, match: FaultMatch, effect: FaultEffect): Fault {
    requireApi(api);
    if (match.partition !== undefined && match.topic === undefined) {
      throw new TypeError('a fault for a partition needs its topic');
    }
    const fault = new SetFault(api, match, effect, (spent) => this.#set.delete(spent as SetFault));
    this.#set.add(fault);
    return fault;
  }

  #strikes({ api, match }: SetFault, call: InterceptedCall): boolean {
    const { handler, context } = call;
    if (api !== '*' && api !== handler.api.name) return false;
    if (match.clientId !== undefined && match.clientId !== context.clientId) return false;
    const request = call.request as Readonly<Record<string, unknown>>;
    if (match.group !== undefined && !groupsOf(request).includes(match.group)) return false;
    if (match.topic !== undefined && !this.#isAbout(match, call)) return false;
    return match.probability === undefined || this.#random.fraction() < match.probability;
  }

  #isAbout({ topic, partition }: FaultMatch, { context, request }: InterceptedCall): boolean {
    const nameOf = (id: Uuid) => context.metadata.topicName(id);
    const message = request as Readonly<Record<string, unknown>>;
    // An incremental fetch names only what changed: its session may hold any topic.
    if (typeof message.sessionId === 'number' && message.sessionId !== 0) return true;
    return subjectsOf(message, nameOf).some(
      (subject) =>
        subject.topic === topic &&
        (partition === undefined || subject.partition === null || subject.partition === partition),
    );
  }

  #note(fault: SetFault, { handler, context }: InterceptedCall, effect: string): void {
    fault.strikes += 1;
    if (fault.isSpent) this.#set.delete(fault);
    const { apiVersion: version, clientId } = context;
    const atMs = this.#clock.wallMs();
    this.#history.push({ atMs, api: handler.api.name, version, clientId, effect });
  }
}

function requireApi(api: string): void {
  if (api === '*' || API_NAMES.includes(api)) return;
  const nearest = nearestOf(api, API_NAMES);
  throw new TypeError(`there is no API ${api}${nearest ? `, did you mean ${nearest}?` : ''}`);
}
