// A rebalance of fifty members: from the first request of the one who comes or goes until every member has its
// assignment in the new generation or epoch. In a classic group each member sends the heartbeat that tells it as soon as
// the rebalance has begun, so that what is measured is the broker's part; a real member sends it up to three
// seconds later, to any broker. Members of the consumer protocol (KIP-848) heartbeat without a pause; between
// two rebalances they rest longer than a broker waits before it assigns anew (group.consumer.assignment.interval.ms).

import { setTimeout as sleep } from 'node:timers/promises';
import { ClassicMember, formGroup } from '../members/classic-member.ts';
import { ConsumerMember, untilBalanced } from '../members/consumer-member.ts';
import { median } from '../results.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { BROKERS } from '../scenario.ts';
import { createTopics } from '../topics.ts';

const MEMBERS = 50;
const REBALANCES = 30;
const CONSUMED = 'rebalance-consumer';
const PARTITIONS = 200;
const CONSUMER_REBALANCES = 5;
/** A little longer than the default on both sides. */
const ASSIGNMENT_INTERVAL_MS = 1_100;

let groups = 0;

export const rebalanceScenarios: readonly Scenario[] = [
  {
    name: 'rebalance-classic',
    title: 'a rebalance of fifty members, classic protocol',
    figures: [
      { key: 'join', label: 'ms, one joins', better: 'lower', bar: { ratio: 1 / 3 } },
      { key: 'leave', label: 'ms, one leaves', better: 'lower', bar: { ratio: 1 / 3 } },
      { key: 'cpu', label: 'CPU ms of both', better: 'lower' },
    ],
    subjects: BROKERS,
    prepare: async (stage) => void (await measure(stage)),
    measure,
  },
  {
    name: 'rebalance-consumer',
    title: 'a rebalance of fifty members, consumer protocol',
    figures: [
      { key: 'join', label: 'ms, one joins', better: 'lower', bar: { ratio: 1 / 3 } },
      { key: 'leave', label: 'ms, one leaves', better: 'lower', bar: { ratio: 1 / 3 } },
    ],
    subjects: BROKERS,
    prepare: async (stage) => {
      await createTopics(stage.running(), [{ name: CONSUMED, partitions: PARTITIONS }]);
      await measureConsumers(stage);
    },
    measure: measureConsumers,
  },
];

async function measureConsumers(stage: Stage) {
  const subject = stage.running();
  const subscription = { groupId: `rebalance-${groups++}`, topic: CONSUMED };
  const connect = () => ConsumerMember.connect(subject, subscription);
  const members = await Promise.all(Array.from({ length: stage.amount(MEMBERS, 5) }, connect));
  const newcomer = await connect();
  await untilBalanced(members, PARTITIONS);
  const joins: number[] = [];
  const leaves: number[] = [];
  for (let at = 0; at < stage.amount(CONSUMER_REBALANCES, 1); at++) {
    await sleep(ASSIGNMENT_INTERVAL_MS);
    joins.push(await millisecondsOf(() => untilBalanced([newcomer, ...members], PARTITIONS)));
    await sleep(ASSIGNMENT_INTERVAL_MS);
    leaves.push(
      await millisecondsOf(async () => {
        await newcomer.leave();
        await untilBalanced(members, PARTITIONS);
      }),
    );
  }
  await Promise.all([newcomer, ...members].map(({ client }) => client.close()));
  return { join: median(joins), leave: median(leaves) };
}

async function measure(stage: Stage) {
  const subject = stage.running();
  const subscription = { groupId: `rebalance-${groups++}`, topic: 'rebalance' };
  const members = await Promise.all(
    Array.from({ length: stage.amount(MEMBERS, 5) }, () =>
      ClassicMember.connect(subject, subscription),
    ),
  );
  await formGroup(members);
  const newcomer = await ClassicMember.connect(subject, subscription);
  const joins: number[] = [];
  const leaves: number[] = [];
  const cpuBefore = subject.cpuSeconds();
  const rebalances = stage.amount(REBALANCES, 2);
  for (let at = 0; at < rebalances; at++) {
    for (const member of members) member.prepare();
    joins.push(await millisecondsOf(() => joined(members, newcomer)));
    for (const member of members) member.prepare();
    leaves.push(await millisecondsOf(() => left(members, newcomer)));
  }
  const cpu = ((subject.cpuSeconds() - cpuBefore) * 1000) / rebalances;
  await Promise.all([newcomer, ...members].map(({ client }) => client.close()));
  return { join: median(joins), leave: median(leaves), cpu };
}

async function joined(members: readonly ClassicMember[], newcomer: ClassicMember): Promise<void> {
  await newcomer.introduce();
  await Promise.all([newcomer.enter(), rejoined(members)]);
  requireOneGeneration([newcomer, ...members]);
}

async function left(members: readonly ClassicMember[], leaver: ClassicMember): Promise<void> {
  await leaver.leave();
  await rejoined(members);
  requireOneGeneration(members);
}

/** One of them watches for the rebalance; the others need a single heartbeat each. */
async function rejoined(members: readonly ClassicMember[]): Promise<void> {
  await members[0]?.untilRebalance();
  await Promise.all(members.map((member) => member.keepUp()));
}

function requireOneGeneration(members: readonly ClassicMember[]): void {
  const generations = new Set(members.map(({ generation }) => generation));
  if (generations.size !== 1) throw new Error(`generations ${[...generations].join(', ')}`);
}

async function millisecondsOf(action: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}
