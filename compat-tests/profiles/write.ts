// `npx node compat-tests/profiles/write.ts [release…]`: writes what src/metadata/releases/data says of each release,
// as the release itself tells it: Apache Kafka is started, asked, and compared with the tables of 4.3.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { BROKER_CONFIGS } from '../../src/metadata/configs/broker-configs.ts';
import type { ConfigTable } from '../../src/metadata/configs/config-definition.ts';
import { CONFIG_TYPE_CODES } from '../../src/metadata/configs/config-source.ts';
import { formatConfigValue } from '../../src/metadata/configs/config-value.ts';
import { DEFAULT_OVERRIDES } from '../../src/metadata/configs/default-overrides.ts';
import { GROUP_CONFIGS } from '../../src/metadata/configs/group-configs.ts';
import { TOPIC_CONFIGS } from '../../src/metadata/configs/topic-configs.ts';
import type { ReleaseConfigs, ReleaseData } from '../../src/metadata/releases/release-data.ts';
import { repositoryRoot } from '../support/paths.ts';
import { startApache } from './apache-release.ts';
import type { ConfigFact, Facts } from './facts.ts';
import { factsOf } from './facts.ts';
import type { Release } from './releases.ts';
import { RELEASES } from './releases.ts';

/** Where a path, an address or an identity stands, a default says nothing of the release. */
const OF_THE_MACHINE = new Set(['broker.id', 'node.id', 'process.roles', 'listeners', 'log.dir']);

async function write(release: Release): Promise<void> {
  const apache = await startApache(release);
  const facts = await factsOf(apache.port);
  await apache.stop();
  const file = path.join(repositoryRoot, `src/metadata/releases/data/${release.name}.json`);
  writeFileSync(file, `${formatted(dataOf(release, facts))}\n`);
}

function dataOf({ version, mode }: Release, facts: Facts): ReleaseData {
  const { apis, supported, finalized } = facts;
  return {
    ...{ version, mode, apis, supported, finalized },
    broker: differences(facts.broker, BROKER_CONFIGS),
    topic: differences(facts.topic, TOPIC_CONFIGS),
    group: differences(facts.group, GROUP_CONFIGS),
  };
}

/** What the release says otherwise than the table. */
function differences(facts: Readonly<Record<string, ConfigFact>>, table: ConfigTable) {
  const result = {
    missing: Object.keys(table).filter((name) => facts[name] === undefined),
    defaults: {} as Record<string, string | null>,
    readOnly: [] as string[],
    own: {} as Record<string, ReleaseConfigs['own'][string]>,
  };
  for (const [name, fact] of Object.entries(facts)) {
    const definition = table[name];
    if (definition === undefined) {
      result.own[name] = [typeName(fact.type), fact.default, fact.readOnly];
      continue;
    }
    const usual = formatConfigValue(definition.type, definition.defaultValue);
    const isOurs = OF_THE_MACHINE.has(name) || Object.hasOwn(DEFAULT_OVERRIDES, name);
    if (fact.default !== usual && !isOurs) result.defaults[name] = fact.default;
    if (fact.readOnly && definition.update !== 'read-only' && table === BROKER_CONFIGS) {
      result.readOnly.push(name);
    }
  }
  return result;
}

function typeName(code: number): ReleaseConfigs['own'][string][0] {
  const [name] = Object.entries(CONFIG_TYPE_CODES).find(([, each]) => each === code) ?? [];
  if (name === undefined || name === 'UNKNOWN') throw new Error(`no type ${code}`);
  return name as ReleaseConfigs['own'][string][0];
}

/** One line for each entry: a difference between two releases is readable as one. */
function formatted(data: ReleaseData): string {
  const lines = JSON.stringify(data, null, 2);
  return lines.replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, inner: string) => {
    const oneLine = `[${inner.replace(/\s*\n\s*/g, ' ')}]`;
    return oneLine.length <= 90
      ? oneLine
      : `[\n      ${inner.trim().replace(/\n\s*/g, '\n      ')}\n    ]`;
  });
}

const wanted = process.argv.slice(2);
for (const release of RELEASES) {
  if (wanted.length > 0 && !wanted.includes(release.name)) continue;
  await write(release);
  process.stdout.write(`${release.name} as ${release.version} tells it\n`);
}
