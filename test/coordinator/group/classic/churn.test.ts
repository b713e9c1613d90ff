// Groups under churn: consumers that come, leave and die, the broker that restarts. Whatever happens, a
// generation has one leader whose assignment everyone gets, and quiet brings everyone together.

import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../../src/platform/seeded-random.ts';
import { GroupBench, REBALANCE_MS, SESSION_MS } from '../../support/group-bench.ts';
import { SimulatedConsumer } from '../../support/simulated-consumer.ts';

const MOST_CONSUMERS = 12;

interface Churn {
  readonly bench: GroupBench;
  readonly everyone: readonly SimulatedConsumer[];
  readonly alive: ReadonlySet<SimulatedConsumer>;
}

/** Lets consumers come and go for a while, then waits until nothing can be under way any more. */
async function churn(seed: number, withRestarts: boolean): Promise<Churn> {
  const random = new SeededRandom(seed);
  const delay = random.below(2) * 1_000;
  const bench = new GroupBench({ initialRebalanceDelayMs: delay }, undefined, seed);
  const everyone: SimulatedConsumer[] = [];
  const alive = new Set<SimulatedConsumer>();
  const start = () => {
    const instanceId = random.below(4) === 0 ? `static-${everyone.length}` : null;
    const version = instanceId === null ? 3 + random.below(7) : 9;
    const consumer = new SimulatedConsumer(bench, version, instanceId);
    everyone.push(consumer);
    alive.add(consumer);
    void consumer.run();
  };
  for (let event = 0; event < 60; event++) {
    const [victim] = [...alive].slice(random.below(alive.size + 1));
    const choice = random.below(10);
    if (choice < 5 && alive.size < MOST_CONSUMERS) start();
    else if (choice < 9 && victim !== undefined) {
      alive.delete(victim);
      if (choice < 7) await victim.leave();
      else victim.die();
    } else if (withRestarts) bench.restart();
    await bench.advance(random.below(3) === 0 ? random.below(20_000) : random.below(500));
  }
  if (alive.size === 0) start();
  await bench.advance(4 * (SESSION_MS + REBALANCE_MS));
  return { bench, everyone, alive };
}

function expectOneLeaderPerGeneration({ everyone }: Churn): void {
  const leaders = new Map<number, Set<string>>();
  for (const { generation, leaderId } of everyone.flatMap(({ history }) => history)) {
    leaders.set(generation, (leaders.get(generation) ?? new Set()).add(leaderId));
  }
  const several = [...leaders.values()].filter((ids) => ids.size > 1);
  expect(several).toEqual([]);
}

function expectOwnAssignments({ everyone }: Churn): void {
  for (const { generation, memberId, assignment } of everyone.flatMap(({ history }) => history)) {
    expect(assignment).toBe(`${generation}:${memberId}`);
  }
}

async function expectEveryoneTogether({ bench, alive }: Churn): Promise<void> {
  const generations = new Set([...alive].map(({ current }) => current?.generation));
  expect(generations.size).toBe(1);
  expect(generations).not.toContain(undefined);
  const described = await bench.describe();
  expect(described.groupState).toBe('Stable');
  expect(described.members.map(({ memberId }) => memberId).sort()).toEqual(
    [...alive].map(({ current }) => current?.memberId).sort(),
  );
}

const SEEDS = Array.from({ length: 12 }, (_, at) => at + 1);

describe('consumers that come and go', () => {
  it.each(SEEDS)(
    'follow one leader in each generation and end up together (seed %i)',
    async (seed) => {
      const result = await churn(seed, false);
      expectOneLeaderPerGeneration(result);
      expectOwnAssignments(result);
      await expectEveryoneTogether(result);
    },
  );
});

describe('a coordinator that restarts meanwhile', () => {
  it.each(SEEDS)('brings the consumers together again (seed %i)', async (seed) => {
    const result = await churn(seed + 100, true);
    await expectEveryoneTogether(result);
  });
});
