// A client of one cluster, for the command line: it finds the brokers from any of the addresses given, keeps one
// connection to each, and knows which broker to ask for what.

import { ErrorCode } from '../base/error-code.ts';
import type { HostPort } from '../base/host-port.ts';
import { hostPort } from '../base/host-port.ts';
import type { FindCoordinatorResponse } from '../protocol/generated/find-coordinator.ts';
import { FindCoordinator } from '../protocol/generated/find-coordinator.ts';
import type { MetadataResponse } from '../protocol/generated/metadata.ts';
import { Metadata } from '../protocol/generated/metadata.ts';
import type { ConnectionOptions } from './broker-connection.ts';
import { BrokerConnection } from './broker-connection.ts';
import { answeredError, ClientError } from './client-error.ts';

/** What a coordinator is asked for: FindCoordinator's key types. */
export type CoordinatorType = 'group' | 'transaction';

/** The first version of FindCoordinator that takes several keys, and no single one (KIP-699). */
const SEVERAL_KEYS_VERSION = 4;

const KEY_TYPES: Readonly<Record<CoordinatorType, number>> = { group: 0, transaction: 1 };

export class ClusterClient {
  readonly #bootstrap: readonly HostPort[];
  readonly #options: ConnectionOptions;
  readonly #connections = new Map<string, Promise<BrokerConnection>>();

  constructor(bootstrap: readonly HostPort[], options: ConnectionOptions) {
    this.#bootstrap = bootstrap;
    this.#options = options;
  }

  /** A connection to any broker of the cluster. Throws the failure of the last address tried. */
  async any(): Promise<BrokerConnection> {
    let failure: unknown = new ClientError('no address of a broker was given');
    for (const address of this.#bootstrap) {
      try {
        return await this.at(address);
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }

  /** The connection to the broker at an address. Throws DialError, ClientError. */
  at(address: HostPort): Promise<BrokerConnection> {
    const key = hostPort(address.host, address.port);
    const known = this.#connections.get(key);
    if (known !== undefined) return known;
    const opening = BrokerConnection.open(address, this.#options);
    this.#connections.set(key, opening);
    opening.catch(() => this.#connections.delete(key));
    return opening;
  }

  /** What the cluster says of itself and of these topics; of all topics without a list. */
  async metadata(topics: readonly string[] | null = null): Promise<MetadataResponse> {
    const connection = await this.any();
    return connection.send(Metadata, {
      topics: topics?.map((name) => ({ name })) ?? null,
      allowAutoTopicCreation: false,
    });
  }

  /** The connection to the controller. */
  async controller(): Promise<BrokerConnection> {
    const { brokers, controllerId } = await this.metadata([]);
    const broker = brokers.find(({ nodeId }) => nodeId === controllerId) ?? brokers[0];
    if (broker === undefined) throw new ClientError('the cluster names no controller');
    return this.at(broker);
  }

  /** The connection to the broker that coordinates a group or a transactional id. Throws ClientError. */
  async coordinator(type: CoordinatorType, key: string): Promise<BrokerConnection> {
    const connection = await this.any();
    const keyType = KEY_TYPES[type];
    const answer = await connection.send(FindCoordinator, (version) =>
      version >= SEVERAL_KEYS_VERSION ? { keyType, coordinatorKeys: [key] } : { key, keyType },
    );
    const found = coordinatorIn(answer);
    if (found.errorCode === ErrorCode.NONE) return this.at(found);
    throw answeredError(
      `the coordinator of ${key}`,
      found.errorCode as ErrorCode,
      found.errorMessage,
    );
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#connections.values());
    for (const result of opened) if (result.status === 'fulfilled') result.value.close();
    this.#connections.clear();
  }
}

/** Old brokers answer for one key, newer ones with a list. */
function coordinatorIn(answer: FindCoordinatorResponse) {
  return answer.coordinators[0] ?? answer;
}
