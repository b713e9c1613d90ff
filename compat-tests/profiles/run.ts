// Klamm as an earlier release beside that release of Apache Kafka: what both say of their APIs, features and configs
// must be the same, but for the differences in the README. `--all` for every release, or releases by name.

import { allHandlers } from '../../src/handlers/all-handlers.ts';
import { DEFAULT_OVERRIDES } from '../../src/metadata/configs/default-overrides.ts';
import { startBroker } from '../../src/testing.ts';
import { whyNoJava } from '../support/jvm.ts';
import { finish, finishSkipped } from '../support/summary.ts';
import { startApache } from './apache-release.ts';
import type { ConfigFact, Facts } from './facts.ts';
import { factsOf } from './facts.ts';
import { hasTools, runTools } from './release-tools.ts';
import type { Release } from './releases.ts';
import { RELEASES } from './releases.ts';

/** One with ZooKeeper, and the last one before the great clean-up of 4.0. */
const USUAL = ['2.8', '3.9'];

const sections = ['apis', 'supported', 'finalized', 'broker', 'topic', 'group'] as const;

/** Defaults that tell of the machine or the mode, not of the release. */
const OF_THE_MACHINE = new Set(['listeners', 'node.id', 'process.roles']);
/** Klamm's own defaults, and what groups have from them. */
const OWN_DEFAULTS = new Set([
  ...Object.keys(DEFAULT_OVERRIDES),
  'streams.initial.rebalance.delay.ms',
]);

interface Compared {
  readonly checks: number;
  /** One line for each thing that differs, by check. */
  readonly differences: ReadonlyMap<string, readonly string[]>;
}

async function compare(release: Release): Promise<Compared> {
  const apache = await startApache(release);
  const theirs = await factsOf(apache.port);
  await apache.stop();
  await using broker = await startBroker({ as: release.name });
  const ours = await factsOf(broker.port);
  const found = new Map<string, readonly string[]>(
    sections.map((section) => [section, differences(section, theirs, ours)]),
  );
  const tools = hasTools(release)
    ? await runTools(release, broker.port)
    : { steps: 0, failures: [] };
  for (const failure of tools.failures) found.set(failure, [failure]);
  return { checks: sections.length + tools.steps, differences: found };
}

function differences(section: (typeof sections)[number], theirs: Facts, ours: Facts): string[] {
  const [expected, actual] = [expectedOf(section, theirs), expectedOf(section, ours)];
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...names]
    .filter((name) => JSON.stringify(expected[name]) !== JSON.stringify(actual[name]))
    .map((name) => {
      const [one, other] = [JSON.stringify(expected[name]), JSON.stringify(actual[name])];
      return `${section} ${name}: Apache Kafka ${one}, Klamm ${other}`;
    });
}

function expectedOf(section: (typeof sections)[number], facts: Facts): Record<string, unknown> {
  if (section === 'apis') return servedHere(facts.apis);
  if (section === 'supported' || section === 'finalized') return { ...facts[section] };
  const configs = Object.entries<ConfigFact>(facts[section]);
  return Object.fromEntries(configs.map(([name, fact]) => [name, comparable(name, fact)]));
}

/** Of what a release announced, what Klamm has in versions that it has. */
function servedHere(apis: Facts['apis']): Record<string, unknown> {
  const ranges = allHandlers.flatMap(({ api, versions, announcedFrom }) => {
    const range = apis[api.key];
    if (!range) return [];
    const first = Math.max(range[0], announcedFrom ?? versions[0]);
    const last = Math.min(range[1], versions[1]);
    return first <= last ? [[String(api.key), [first, last]] as const] : [];
  });
  return Object.fromEntries(ranges);
}

function comparable(name: string, fact: ConfigFact): unknown {
  const isOurs = OF_THE_MACHINE.has(name) || OWN_DEFAULTS.has(name);
  // It could be changed at run time before 4.0; here it cannot.
  const readOnly = name === 'advertised.listeners' ? true : fact.readOnly;
  return { readOnly, default: isOurs ? undefined : fact.default };
}

async function main(): Promise<void> {
  const reason = whyNoJava();
  if (reason !== undefined) return finishSkipped(reason);
  const named = process.argv.slice(2);
  const isWanted = ({ name }: Release) =>
    named.includes('--all') || (named.length > 0 ? named : USUAL).includes(name);
  let [passed, failed] = [0, 0];
  for (const release of RELEASES.filter(isWanted)) {
    const { checks, differences: found } = await compare(release);
    const lines = [...found.values()].flat();
    for (const line of lines) process.stdout.write(`${release.name}: ${line}\n`);
    process.stdout.write(`${release.name}: ${lines.length} differences\n`);
    const differing = [...found.values()].filter(({ length }) => length > 0).length;
    failed += differing;
    passed += checks - differing;
  }
  finish({ passed, failed, skipped: 0 });
}

await main();
