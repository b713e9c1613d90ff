// Watches what applications do to a broker for what they should not do, and gathers it until the broker is closed.

import { MEMBER_TAKEN_OUT } from '../../coordinator/group/group-events.ts';
import type { InterceptedCall, Interceptor } from '../../dispatch/interceptor.ts';
import type { Services } from '../../dispatch/services.ts';
import type { Clock } from '../../platform/clock.ts';
import type { LogFields } from '../../platform/logger.ts';
import { API_TABLE } from '../../protocol/generated/api-table.ts';
import type { ProduceRequest } from '../../protocol/generated/produce.ts';
import { subjectsOf } from '../faults/request-subjects.ts';
import type { ReadPositions } from '../read-positions.ts';
import type { Finding, FindingKind } from './finding.ts';
import { openTransactions, uncommittedOffsets } from './loose-ends.ts';

/** How the log tells of a request that was refused (dispatch/dispatcher.ts). */
const REFUSED_VERSION = /: (\w+) v(\d+), which is not supported$/;

export class Strictness {
  readonly #clock: Clock;
  readonly #findings = new Map<string, Finding>();
  readonly #positions: ReadPositions;
  #isWatching: boolean;

  /** @internal */
  constructor(clock: Clock, positions: ReadPositions, isOn: boolean) {
    this.#clock = clock;
    this.#positions = positions;
    this.#isWatching = isOn;
  }

  /** What was found so far, oldest first; each once. */
  get findings(): readonly Finding[] {
    return [...this.#findings.values()];
  }

  /** @internal Hears a line of the broker's log. */
  hear(message: string, { group, member, reason }: LogFields): void {
    if (message === MEMBER_TAKEN_OUT) {
      const what = `group ${group} has taken member ${member} out, since ${reason}`;
      this.#find('unasked-rebalance', what);
    }
    const [, name, version] = REFUSED_VERSION.exec(message) ?? [];
    const api = API_TABLE.find((each) => each.name === name);
    if (api === undefined || Number(version) >= api.minVersion) return;
    const since = `Apache Kafka has removed what is before v${api.minVersion}`;
    this.#find('removed-version', `a client uses ${name} v${version}: ${since}`);
  }

  /** @internal Sees what goes through `next`. */
  readonly around =
    (next: Interceptor): Interceptor =>
    (call) => {
      const isWatched = this.#isWatching && call.handler.api.name === 'Produce';
      return isWatched ? this.#seeProduce(call, next) : next(call);
    };

  /** @internal The broker is about to stop: looks for what is left undone, and looks no more. */
  async conclude(services: Services): Promise<readonly Finding[]> {
    if (!this.#isWatching) return this.findings;
    for (const message of await uncommittedOffsets(services, this.#positions)) {
      this.#find('uncommitted-offsets', message);
    }
    for (const message of await openTransactions(services)) this.#find('open-transaction', message);
    this.#isWatching = false;
    return this.findings;
  }

  #seeProduce(call: InterceptedCall, next: Interceptor): ReturnType<Interceptor> {
    const { context, request } = call;
    const { acks } = request as ProduceRequest;
    const topics = subjectsOf(request as Readonly<Record<string, unknown>>, (id) =>
      context.metadata.topicName(id),
    ).map(({ topic }) => topic);
    const who = `client ${context.clientId ?? '(without an id)'}`;
    const where = [...new Set(topics)].join(', ');
    if (acks === 0) {
      const why = 'with acks=0: nobody knows whether they were kept';
      this.#find('unawaited-records', `${who} has sent records to ${where} ${why}`);
    }
    const reply = next(call);
    if (!(reply instanceof Promise)) return reply;
    const forget = context.connection.onClose(() => {
      const why = 'and has gone before they were acknowledged';
      this.#find('unawaited-records', `${who} has sent records to ${where} ${why}`);
    });
    return reply.finally(forget);
  }

  #find(kind: FindingKind, message: string): void {
    if (!this.#isWatching || this.#findings.has(message)) return;
    this.#findings.set(message, { kind, atMs: this.#clock.wallMs(), message });
  }
}
