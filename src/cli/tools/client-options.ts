// What every command that talks to a cluster takes: where the cluster is, how long to wait, and whether a program
// reads the output.

import type { Command } from 'commander';
import { Option } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import type { HostPort } from '../../base/host-port.ts';
import type { ConnectionOptions } from '../../client/broker-connection.ts';
import { ClusterClient } from '../../client/cluster-client.ts';
import { nodeClock, pause } from '../../platform/node-clock.ts';
import { nodeDialer } from '../../platform/node-dialer.ts';
import { DEFAULT_PORT, parseAddresses, parseTime } from './values.ts';

export interface ClientOptions {
  readonly bootstrapServer?: readonly HostPort[];
  /** Milliseconds. */
  readonly timeout?: number;
  readonly json?: boolean;
}

/** How long commands wait for the cluster unless told otherwise. */
export const DEFAULT_TIMEOUT_MS = 10_000;

/** Where these options stand in help. */
const GROUP = 'The cluster:';

/** Adds the options that every such command has. */
export function addClientOptions(command: Command, json = 'print JSON, for programs'): Command {
  return command
    .addOption(
      new Option(
        '-b, --bootstrap-server <list>',
        'HOST:PORT of brokers, by comma (default: $KAFKA_BOOTSTRAP_SERVERS, $KAFKA_BROKERS, localhost:9092)',
      )
        .argParser(parseAddresses)
        .helpGroup(GROUP),
    )
    .addOption(
      new Option(
        '--timeout <time>',
        'how long to wait for the cluster, as in 500ms, 30s, 2m (default: 10s)',
      )
        .argParser(parseTime)
        .helpGroup(GROUP),
    )
    .option('--json', json);
}

/** A client of the cluster that the options, or the environment, name. */
export function clientOf(options: ClientOptions): ClusterClient {
  return new ClusterClient(addressesOf(options), connectionOptions(options));
}

/** Where the options, or the environment, say that the cluster is. */
export function addressesOf({ bootstrapServer }: ClientOptions): readonly HostPort[] {
  const { KAFKA_BOOTSTRAP_SERVERS, KAFKA_BROKERS } = process.env;
  const named = KAFKA_BOOTSTRAP_SERVERS ?? KAFKA_BROKERS ?? `localhost:${DEFAULT_PORT}`;
  return bootstrapServer ?? parseAddresses(named);
}

/** How connections are made. */
export function connectionOptions({
  timeout = DEFAULT_TIMEOUT_MS,
}: ClientOptions): ConnectionOptions {
  const { version: softwareVersion } = packageJson;
  const world = { dialer: nodeDialer, clock: nodeClock, pause };
  return { ...world, clientId: 'klamm', softwareVersion, timeoutMs: timeout };
}

/** Runs with a client, and closes it. */
export async function withClient<R>(
  options: ClientOptions,
  run: (client: ClusterClient) => Promise<R>,
): Promise<R> {
  const client = clientOf(options);
  try {
    return await run(client);
  } finally {
    await client.close();
  }
}
