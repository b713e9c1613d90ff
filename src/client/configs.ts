// What a client asks and changes of configs.

import { ErrorCode } from '../base/error-code.ts';
import { DescribeConfigs } from '../protocol/generated/describe-configs.ts';
import { IncrementalAlterConfigs } from '../protocol/generated/incremental-alter-configs.ts';
import type { BrokerConnection } from './broker-connection.ts';
import { answeredError, ClientError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';

/** What has configs, with the number by which requests name it. */
export const RESOURCE_TYPES = { topic: 2, broker: 4, group: 32 } as const;

export type ResourceType = keyof typeof RESOURCE_TYPES;

export interface Resource {
  readonly type: ResourceType;
  readonly name: string;
}

export interface ConfigEntry {
  readonly name: string;
  /** Null for one that is secret. */
  readonly value: string | null;
  /** Where the value comes from: `topic`, `broker`, `default` … */
  readonly source: string;
}

/** One change: a value to set, or null to go back to the default. */
export type ConfigChange = readonly [name: string, value: string | null];

const SOURCES: Readonly<Record<number, string>> = {
  1: 'topic',
  2: 'broker',
  3: 'all brokers',
  4: 'start of the broker',
  5: 'default',
  6: 'logger',
  7: 'client metrics',
  8: 'group',
};
const SET = 0;
const DELETE = 1;

/** All configs of a resource, by name. Throws ClientError. */
export async function describeConfigs(
  client: ClusterClient,
  resource: Resource,
): Promise<ConfigEntry[]> {
  const connection = await connectionFor(client, resource);
  const resources = [{ ...named(resource), configurationKeys: null }];
  const { results } = await connection.send(DescribeConfigs, { resources });
  const [result] = results;
  requireDone(resource, result);
  const entries = (result?.configs ?? []).map(({ name, value, configSource }) => {
    return { name, value, source: SOURCES[configSource] ?? 'set' };
  });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Changes configs of a resource; those that are not named stay as they are. Throws ClientError. */
export async function alterConfigs(
  client: ClusterClient,
  resource: Resource,
  changes: readonly ConfigChange[],
): Promise<void> {
  const connection = await connectionFor(client, resource);
  const configs = changes.map(([name, value]) => ({
    name,
    configOperation: value === null ? DELETE : SET,
    value,
  }));
  const resources = [{ ...named(resource), configs }];
  const { responses } = await connection.send(IncrementalAlterConfigs, {
    resources,
    validateOnly: false,
  });
  requireDone(resource, responses[0]);
}

/** A broker's own configs are its own to tell. */
async function connectionFor(client: ClusterClient, resource: Resource): Promise<BrokerConnection> {
  if (resource.type !== 'broker' || resource.name === '') return client.controller();
  const { brokers } = await client.metadata([]);
  const broker = brokers.find(({ nodeId }) => String(nodeId) === resource.name);
  if (broker === undefined) throw new ClientError(`there is no broker ${resource.name}`);
  return client.at(broker);
}

function named({ type, name }: Resource) {
  return { resourceType: RESOURCE_TYPES[type], resourceName: name };
}

function requireDone(
  { type, name }: Resource,
  result: { readonly errorCode: number; readonly errorMessage: string | null } | undefined,
): void {
  if (result === undefined) throw new ClientError(`${type} ${name}: the broker has said nothing`);
  if (result.errorCode === ErrorCode.NONE) return;
  throw answeredError(`${type} ${name}`, result.errorCode as ErrorCode, result.errorMessage);
}
