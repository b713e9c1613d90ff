// What every command that talks to a cluster takes: where the cluster is, how long to wait, and whether a program
// reads the output.

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import packageJson from '../../../package.json' with { type: 'json' };
import type { BrokerAddress, ConnectionOptions } from '../../client/broker-connection.ts';
import { ClusterClient } from '../../client/cluster-client.ts';
import { nodeDialer } from '../../platform/node-dialer.ts';

export interface ClientOptions {
  readonly bootstrapServer?: readonly BrokerAddress[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly json?: boolean;
}

const DEFAULT_PORT = 9092;
const DEFAULT_TIMEOUT_MS = 10_000;
const HIGHEST_PORT = 65_535;
const MS_PER_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000 };

/** Adds the options that every such command has. */
export function addClientOptions(command: Command): Command {
  return command
    .option(
      '-b, --bootstrap-server <list>',
      'HOST:PORT of brokers, by comma (default: $KAFKA_BOOTSTRAP_SERVERS, $KAFKA_BROKERS, localhost:9092)',
      parseAddresses,
    )
    .option(
      '--timeout <time>',
      'how long to wait, as in 500ms, 30s, 2m',
      parseTime,
      DEFAULT_TIMEOUT_MS,
    )
    .option('--json', 'JSON on stdout, for programs');
}

/** A client of the cluster that the options, or the environment, name. */
export function clientOf(options: ClientOptions): ClusterClient {
  return new ClusterClient(addressesOf(options), connectionOptions(options));
}

/** Where the options, or the environment, say that the cluster is. */
export function addressesOf({ bootstrapServer }: ClientOptions): readonly BrokerAddress[] {
  const { KAFKA_BOOTSTRAP_SERVERS, KAFKA_BROKERS } = process.env;
  const named = KAFKA_BOOTSTRAP_SERVERS ?? KAFKA_BROKERS ?? `localhost:${DEFAULT_PORT}`;
  return bootstrapServer ?? parseAddresses(named);
}

/** How connections are made. */
export function connectionOptions({ timeout }: ClientOptions): ConnectionOptions {
  const { version: softwareVersion } = packageJson;
  return { dialer: nodeDialer, clientId: 'klamm', softwareVersion, timeoutMs: timeout };
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

/** Addresses by comma; the port may be left out. Throws InvalidArgumentError. */
export function parseAddresses(text: string): BrokerAddress[] {
  return text.split(',').map((part) => {
    const match = /^(?:\[([^\]]+)\]|([^:\s]+))(?::(\d{1,5}))?$/.exec(part.trim());
    const host = match?.[1] ?? match?.[2];
    const port = Number(match?.[3] ?? DEFAULT_PORT);
    if (host === undefined || port > HIGHEST_PORT) {
      throw new InvalidArgumentError(`'${part.trim()}' is not of the form HOST:PORT`);
    }
    return { host, port };
  });
}

/** Milliseconds. Throws InvalidArgumentError. */
export function parseTime(text: string): number {
  const [, number = '', unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  const ms = Number(number === '' ? Number.NaN : number) * (MS_PER_UNIT[unit] ?? Number.NaN);
  if (Number.isFinite(ms)) return ms;
  throw new InvalidArgumentError('a time is a number with a unit, as in 500ms, 30s, 2m');
}
