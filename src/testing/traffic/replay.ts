// Sends recorded requests to another broker: each connection's in their order, and none before those are over that
// were over when it came. What brokers make up (member ids, topic ids, producer ids, fetch sessions) is replaced by
// what this one made up instead.

import type { BrokerConnection } from '../../client/broker-connection.ts';
import { ClientError } from '../../client/client-error.ts';
import { ALL_APIS } from '../../protocol/generated/apis.ts';
import type { Api } from '../../protocol/message.ts';
import { plain } from './plain.ts';
import { ReplacedNames } from './replaced-names.ts';
import { errorsIn } from './timeline.ts';
import type { ReplayableExchange } from './traffic-lines.ts';

/** A request that was answered otherwise than when it was recorded. */
export interface Difference {
  readonly number: number;
  readonly api: string;
  /** The errors that were recorded, none for success; null for no answer. */
  readonly recorded: readonly number[] | null;
  readonly replayed: readonly number[] | null;
}

export interface ReplayReport {
  readonly sent: number;
  readonly differences: readonly Difference[];
}

/** Opens a connection with this client id. */
export type OpenConnection = (clientId: string) => Promise<BrokerConnection>;

/** Throws DialError or ClientError when the broker cannot be reached. */
export async function replayTraffic(
  exchanges: readonly ReplayableExchange[],
  open: OpenConnection,
): Promise<ReplayReport> {
  const replay = new Replay(open);
  try {
    return await replay.run(exchanges);
  } finally {
    await replay.close();
  }
}

class Replay {
  readonly #open: OpenConnection;
  readonly #names = new ReplacedNames();
  readonly #connections = new Map<string, Promise<BrokerConnection>>();

  constructor(open: OpenConnection) {
    this.#open = open;
  }

  async run(exchanges: readonly ReplayableExchange[]): Promise<ReplayReport> {
    const inEndOrder = [...exchanges].sort((a, b) => a.ended - b.ended);
    const over = new Map<ReplayableExchange, Promise<Difference | null>>();
    const lastOf = new Map<string, Promise<unknown>>();
    for (const exchange of [...exchanges].sort((a, b) => a.number - b.number)) {
      const before = inEndOrder
        .slice(0, exchange.after)
        .filter((each) => each.number < exchange.number)
        .slice(-MOST_WAITED_FOR)
        .map((each) => over.get(each));
      const turn = Promise.all([lastOf.get(exchange.connection), ...before]);
      const result = turn.then(() => this.#send(exchange));
      over.set(exchange, result);
      lastOf.set(exchange.connection, result);
    }
    const results = await Promise.all(over.values());
    return { sent: results.length, differences: results.filter((result) => result !== null) };
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#connections.values());
    for (const result of opened) if (result.status === 'fulfilled') result.value.close();
  }

  async #send(exchange: ReplayableExchange): Promise<Difference | null> {
    const { number, api: name, version, response } = exchange;
    const api = ALL_APIS.find((each) => each.name === name);
    if (api === undefined) return null;
    const connection = await this.#connectionOf(exchange);
    const recorded = response === null ? null : errorsIn(response);
    const request = answerable(this.#names.apply(exchange.request));
    const answer = await answerOf(connection.sendAs(api as AnyApi, version, request));
    if (answer !== null) this.#names.learn(response, answer);
    const replayed = answer === null ? null : errorsIn(answer);
    // What got no answer has none to be compared with: it was cut short, or asked for none.
    const isSame = recorded === null || String(recorded) === String(replayed);
    return isSame ? null : { number, api: name, recorded, replayed };
  }

  #connectionOf({ connection, clientId }: ReplayableExchange): Promise<BrokerConnection> {
    const opened = this.#connections.get(connection) ?? this.#open(clientId ?? '');
    this.#connections.set(connection, opened);
    return opened;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: which API it is, is known at run time alone
type AnyApi = Api<any, any, any, any>;

/** Those that ended last are after all the others. */
const MOST_WAITED_FOR = 64;

/** Produce with acks=0 is never answered; with acks=1 it does the same, and its end is known. */
function answerable(request: unknown): unknown {
  const message = request as { readonly acks?: number };
  return message.acks === 0 ? { ...message, acks: 1 } : request;
}

async function answerOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return plain(await answer);
  } catch (error) {
    if (error instanceof ClientError) return null;
    throw error;
  }
}
