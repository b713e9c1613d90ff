// What a broker says of itself: the APIs with their versions, the features, and every config of brokers, topics and
// groups with type and default. Asked over the wire, so that it is what clients are told, of whatever broker.

import { ErrorCode } from '../../src/base/error-code.ts';
import { ConfigResourceCode } from '../../src/metadata/configs/config-resource-type.ts';
import { ConfigSource } from '../../src/metadata/configs/config-source.ts';
import { ApiVersions } from '../../src/protocol/generated/api-versions.ts';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import type { DescribeConfigsResponse } from '../../src/protocol/generated/describe-configs.ts';
import { DescribeConfigs } from '../../src/protocol/generated/describe-configs.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import { until } from '../support/until.ts';

export const TOPIC = 'facts';

/** As DescribeConfigs gives it. */
export interface ConfigFact {
  readonly type: number;
  readonly readOnly: boolean;
  readonly default: string | null;
}

export interface Facts {
  readonly apis: Readonly<Record<string, readonly [min: number, max: number]>>;
  readonly supported: Readonly<Record<string, readonly [min: number, max: number]>>;
  readonly finalized: Readonly<Record<string, number>>;
  readonly broker: Readonly<Record<string, ConfigFact>>;
  readonly topic: Readonly<Record<string, ConfigFact>>;
  readonly group: Readonly<Record<string, ConfigFact>>;
}

/** The newest version of ApiVersions that the broker answers, in full. */
export async function askVersions(client: WireClient) {
  const software = { clientSoftwareName: 'profiles', clientSoftwareVersion: '1' };
  const first = await client.send(ApiVersions, 0, {});
  const served = first.apiKeys.find(({ apiKey }) => apiKey === ApiVersions.key)?.maxVersion ?? 0;
  const version = Math.min(served, ApiVersions.maxVersion);
  return client.send(ApiVersions, version, software);
}

/** Asks the broker on this port of 127.0.0.1; it must be empty. */
export async function factsOf(port: number): Promise<Facts> {
  const client = await WireClient.connect({ port });
  await createTopic(client);
  const versions = await askVersions(client);
  const apis = versions.apiKeys.map(
    ({ apiKey, minVersion, maxVersion }) => [apiKey, [minVersion, maxVersion]] as const,
  );
  const supported = versions.supportedFeatures.map(
    ({ name, minVersion, maxVersion }) => [name, [minVersion, maxVersion]] as const,
  );
  const finalized = versions.finalizedFeatures.map(
    ({ name, maxVersionLevel }) => [name, maxVersionLevel] as const,
  );
  const { BROKER, TOPIC: TOPICS, GROUP } = ConfigResourceCode;
  const facts = {
    apis: Object.fromEntries(apis),
    supported: Object.fromEntries(supported.sort()),
    finalized: Object.fromEntries(finalized.sort()),
    broker: await configsOf(client, BROKER, '0'),
    topic: await configsOf(client, TOPICS, TOPIC),
    group: await configsOf(client, GROUP, 'g').catch(() => ({})),
  };
  await client.close();
  return facts;
}

async function createTopic(client: WireClient): Promise<void> {
  const topic = {
    name: TOPIC,
    numPartitions: 1,
    replicationFactor: 1,
    assignments: [],
    configs: [],
  };
  await until('the broker creates a topic', async () => {
    const answer = await client.send(CreateTopics, 5, { topics: [topic], timeoutMs: 10_000 });
    const code = answer.topics[0]?.errorCode;
    return code === ErrorCode.NONE || code === ErrorCode.TOPIC_ALREADY_EXISTS;
  });
}

async function configsOf(
  client: WireClient,
  resourceType: number,
  resourceName: string,
): Promise<Record<string, ConfigFact>> {
  const resources = [{ resourceType, resourceName, configurationKeys: null }];
  let result: DescribeConfigsResponse['results'][number] | undefined;
  await until(`the configs of ${resourceType}`, async () => {
    const answer = await client.send(DescribeConfigs, 4, { resources, includeSynonyms: true });
    result = answer.results[0];
    return result?.errorCode !== ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
  });
  if (result?.errorCode !== ErrorCode.NONE) throw new Error(`no configs: ${result?.errorMessage}`);
  const entries = result.configs.map(({ name, configType, readOnly, ...entry }) => {
    const own = entry.synonyms.find(
      (synonym) => synonym.name === name && synonym.source === ConfigSource.DEFAULT_CONFIG,
    );
    const isDefault = entry.configSource === ConfigSource.DEFAULT_CONFIG;
    const value = own?.value ?? (isDefault ? entry.value : null);
    return [name, { type: configType, readOnly, default: value }] as const;
  });
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
