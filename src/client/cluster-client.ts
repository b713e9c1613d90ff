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

/** What passes while the cluster is at work. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  ErrorCode.LEADER_NOT_AVAILABLE,
  ErrorCode.NOT_LEADER_OR_FOLLOWER,
  ErrorCode.FENCED_LEADER_EPOCH,
  ErrorCode.UNKNOWN_LEADER_EPOCH,
  ErrorCode.OFFSET_NOT_AVAILABLE,
  ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.NOT_COORDINATOR,
]);
const RETRY_MS = 100;

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
  async at(address: HostPort): Promise<BrokerConnection> {
    const key = hostPort(address.host, address.port);
    const known = this.#connections.get(key);
    if (known !== undefined) {
      const connection = await known;
      if (connection.isOpen) return connection;
      if (this.#connections.get(key) === known) this.#connections.delete(key);
      return this.at(address);
    }
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

  /**
   * Tries again for as long as an answer may take while the cluster elects a leader or loads a coordinator; an
   * attempt is told whether it is not the first. Throws what the last one threw.
   */
  async patiently<R>(attempt: (isAgain: boolean) => Promise<R>): Promise<R> {
    const { clock, pause, timeoutMs } = this.#options;
    const deadlineMs = clock.monotonicMs() + timeoutMs;
    for (let isAgain = false; ; isAgain = true) {
      try {
        return await attempt(isAgain);
      } catch (error) {
        const code = error instanceof ClientError ? error.code : null;
        if (code === null || !PASSING.has(code) || clock.monotonicMs() >= deadlineMs) throw error;
      }
      await pause(RETRY_MS);
    }
  }

  /** The connection to the broker that coordinates a group or a transactional id. Throws ClientError. */
  coordinator(type: CoordinatorType, key: string): Promise<BrokerConnection> {
    return this.patiently(() => this.#findCoordinator(type, key));
  }

  async #findCoordinator(type: CoordinatorType, key: string): Promise<BrokerConnection> {
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

  /** Waits so many milliseconds. */
  pause(ms: number): Promise<void> {
    return this.#options.pause(ms);
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
