// Random lives of a few share partitions: what the log brings back is what the coordinator tells, at every
// step, whatever was refused, restarted or pruned in between.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { run, ShareBench, TOPIC } from '../support/share-bench.ts';

const SEEDS = Array.from({ length: 12 }, (_, at) => at + 1);
const STEPS = 300;
const PARTITIONS = [0, 1, 2];

class ShareHistory {
  readonly bench = new ShareBench({ updatesPerSnapshot: 4 });
  private readonly random: SeededRandom;
  private readonly epochs = [0, 0, 0];

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
  }

  async step(): Promise<void> {
    const { bench, random } = this;
    const partition = random.below(PARTITIONS.length);
    const isObstructed = random.below(8) === 0;
    bench.writer.appendError = isObstructed ? new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS) : null;
    const before = JSON.stringify(await this.states());
    switch (random.below(12)) {
      case 0:
        await bench.initialize({
          partition,
          stateEpoch: random.below(5),
          startOffset: random.below(40) - 1,
        });
        break;
      case 1:
        await bench.delete({ partition });
        break;
      case 2:
        this.epochs[partition] = (this.epochs[partition] ?? 0) + 1;
        await bench.read({ partition, leaderEpoch: this.epochs[partition] ?? 0 });
        break;
      case 3:
        await bench.clock.advance(random.below(400_000));
        return;
      case 4:
        bench.restart();
        break;
      case 5:
        await bench.coordinator.onTopicsDeleted(new Set([TOPIC]));
        break;
      default:
        await this.write(partition);
    }
    if (isObstructed) expect(JSON.stringify(await this.states())).toBe(before);
  }

  /** What the coordinator tells of each partition. */
  async states(): Promise<unknown[]> {
    const told: unknown[] = [];
    for (const partition of PARTITIONS) {
      const { errorCode, ...read } = await this.bench.read({ partition, leaderEpoch: -1 });
      const { leaderEpoch, deliveryCompleteCount } = await this.bench.summary({ partition });
      const { stateEpoch, startOffset, stateBatches } = read;
      if (errorCode !== ErrorCode.NONE) told.push(null);
      else told.push({ stateEpoch, startOffset, stateBatches, leaderEpoch, deliveryCompleteCount });
    }
    return told;
  }

  /** What the log would bring back. */
  replayed(): unknown[] {
    const store = this.bench.replayed();
    store.checkInvariants();
    return PARTITIONS.map((index) => {
      const state = [...store.entries.values()].find(({ key }) => key.partition === index)?.state;
      if (state === undefined) return null;
      const { stateEpoch, startOffset, stateBatches, leaderEpoch, deliveryCompleteCount } = state;
      return { stateEpoch, startOffset, stateBatches, leaderEpoch, deliveryCompleteCount };
    });
  }

  private async write(partition: number): Promise<void> {
    const { random } = this;
    const batches = Array.from({ length: random.below(4) }, () => {
      const first = random.below(40);
      const state = [0, 2, 4][random.below(3)] ?? 0;
      return run(first, first + random.below(6), state, 1 + random.below(3));
    });
    await this.bench.write(batches, {
      partition,
      startOffset: random.below(4) === 0 ? random.below(40) : -1,
      deliveryCompleteCount: random.below(10),
      leaderEpoch: (this.epochs[partition] ?? 0) - random.below(2),
      stateEpoch: random.below(6),
    });
  }
}

it.each(SEEDS)('a random history replays at every step (seed %i)', async (seed) => {
  const history = new ShareHistory(seed);
  for (let step = 0; step < STEPS; step++) {
    await history.step();
    expect(history.replayed(), `step ${step}`).toEqual(await history.states());
  }
  expect(history.bench.kinds()).toContain('update');
});
