// The checker and the broker that opens a log have to agree: what the checker finds nothing wrong with opens,
// what does not open the checker has named, and what the broker has mended is sound again.

import { describe, expect, it } from 'vitest';
import { checkPartition } from '../../../src/log/check/check-partition.ts';
import { CorruptLogError } from '../../../src/log/corrupt-log-error.ts';
import { DiskGuard } from '../../../src/log/disk-guard.ts';
import { OpenFiles } from '../../../src/log/open-files.ts';
import { PartitionLog } from '../../../src/log/partition-log.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { SimulatedDisk } from '../../../src/platform/simulated-disk.ts';
import { CleanerFixture } from '../cleaner/cleaner-fixture.ts';
import { RandomHistory } from '../cleaner/random-history.ts';
import { DIRECTORY, TOPIC_ID } from '../log-fixture.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** One of so many steps is looked at. */
const EVERY = 7;

function open(disk: SimulatedDisk, { clock, config }: CleanerFixture): PartitionLog {
  return PartitionLog.open({
    directory: DIRECTORY,
    topicId: TOPIC_ID,
    files: new OpenFiles(disk),
    guard: new DiskGuard(() => {}),
    clock,
    config,
    logger: silentLogger,
    producerExpiryMs: () => NEVER,
    cleanShutdown: false,
    recoveryPoint: 0,
  });
}

/** What a power loss leaves at some of the steps in which a log is written, rolled and compacted. */
async function crashStates(seed: number, fixture: CleanerFixture): Promise<SimulatedDisk[]> {
  const random = new SeededRandom(seed);
  const states: SimulatedDisk[] = [];
  const disk = fixture.disk as SimulatedDisk;
  disk.onStep = () => {
    if (random.below(EVERY) !== 0) return;
    for (const survival of ['everything', 'any'] as const) {
      states.push(disk.powerLoss(survival, random));
    }
  };
  const startMs = fixture.clock.wallMs();
  const history = new RandomHistory({ seed, startMs, keys: 6, valueBytes: 60, withoutKeys: false });
  for (let round = 0; round < 3; round++) {
    for (const step of history.steps(25)) {
      if (step.kind === 'roll') fixture.log.roll();
      else fixture.putBytes(Buffer.from(step.bytes));
    }
    await fixture.log.flush();
    if (round > 0) await fixture.clean();
  }
  disk.onStep = null;
  return states;
}

function check(disk: SimulatedDisk, isClean: boolean): string[] {
  const { findings } = checkPartition(disk, DIRECTORY, {
    isClean,
    recoveryPoint: 0,
    topicId: TOPIC_ID,
    producerExpiryMs: NEVER,
  });
  return findings.all
    .filter(({ severity }) => severity === 'error' || (isClean && severity === 'warning'))
    .map(({ rule, file, position, message }) => `${rule} ${file}:${position} ${message}`);
}

describe.each([1, 2, 3])('after a power loss anywhere (history %i)', (seed) => {
  it('checker and broker agree', async () => {
    const fixture = new CleanerFixture(
      { indexIntervalBytes: 200, segmentBytes: 3000 },
      (clock) => new SimulatedDisk({ clock, capacityBytes: 64 << 20 }),
    );
    const states = await crashStates(seed, fixture);
    expect(states.length).toBeGreaterThan(50);
    let opened = 0;
    for (const state of states) {
      if (!state.exists(DIRECTORY)) continue;
      const found = check(state, false);
      try {
        const log = open(state, fixture);
        log.close();
      } catch (error) {
        if (!(error instanceof CorruptLogError)) throw error;
        expect(found).not.toEqual([]);
        continue;
      }
      opened++;
      expect(check(state, true)).toEqual([]);
    }
    expect(opened).toBeGreaterThan(30);
  }, 120_000);
});
