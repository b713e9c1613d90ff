// A crash at every step of a clean, and of the recovery from it: whatever the disk has kept, the log that is
// found afterwards is a sound one, and the table that it holds is the same.

import { describe, expect, test } from 'vitest';
import { DiskGuard } from '../../../src/log/disk-guard.ts';
import { OpenFiles } from '../../../src/log/open-files.ts';
import { PartitionLog } from '../../../src/log/partition-log.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import type { Survival } from '../../../src/platform/simulated-content.ts';
import { SimulatedDisk } from '../../../src/platform/simulated-disk.ts';
import { batchesIn } from '../../../src/record/batch-iterator.ts';
import { DIRECTORY, TOPIC_ID } from '../log-fixture.ts';
import { CleanerFixture } from './cleaner-fixture.ts';
import type { ModelRecord } from './cleaner-model.ts';
import { expectSound, modelRecords } from './cleaner-model.ts';
import { RandomHistory } from './random-history.ts';

const SURVIVALS: readonly Survival[] = ['everything', 'nothing', 'any'];

/** A log of finished segments on a disk that can lose its power, all of it on the device. */
function prepared(seed: number): { fixture: CleanerFixture; written: ModelRecord[] } {
  const fixture = new CleanerFixture(
    { indexIntervalBytes: 200, segmentBytes: 3000, deleteRetentionMs: 0 },
    (clock) => new SimulatedDisk({ clock, capacityBytes: 16 << 20 }),
  );
  const written: ModelRecord[] = [];
  const startMs = fixture.clock.wallMs();
  const history = new RandomHistory({ seed, startMs, keys: 4, valueBytes: 60, withoutKeys: false });
  for (const step of [...history.steps(40), ...history.endAll()]) {
    if (step.kind === 'roll') {
      fixture.log.roll();
      continue;
    }
    const bytes = Buffer.from(step.bytes);
    fixture.putBytes(bytes);
    for (const batch of batchesIn(bytes)) written.push(...modelRecords(batch));
  }
  fixture.log.roll();
  fixture.disk.syncDirectoryNow('/');
  return { fixture, written };
}

/** Every state in which a crash while `action` runs may leave the disk. */
async function crashStates(
  disk: SimulatedDisk,
  seed: number,
  action: () => Promise<unknown>,
): Promise<SimulatedDisk[]> {
  const states: SimulatedDisk[] = [];
  const random = new SeededRandom(seed);
  disk.onStep = () => {
    for (const survival of SURVIVALS) states.push(disk.powerLoss(survival, random));
  };
  await action();
  disk.onStep = null;
  return states;
}

function open(disk: SimulatedDisk, { clock, config }: CleanerFixture): PartitionLog {
  return PartitionLog.open({
    directory: DIRECTORY,
    topicId: TOPIC_ID,
    files: new OpenFiles(disk),
    guard: new DiskGuard(() => {}),
    clock,
    config,
    logger: silentLogger,
    producerExpiryMs: () => 86_400_000,
    cleanShutdown: false,
    recoveryPoint: 0,
  });
}

function leftovers(disk: SimulatedDisk): string[] {
  return disk.list(DIRECTORY).filter((name) => /\.(cleaned|swap|deleted)$/.test(name));
}

describe('a crash while a log is cleaned', () => {
  test.each([1, 2, 3])('leaves a sound log, at every step (history %i)', async (seed) => {
    const { fixture, written } = prepared(seed);
    await fixture.log.flush();
    const disk = fixture.disk as SimulatedDisk;
    const states = await crashStates(disk, seed, () => fixture.clean());
    expect(fixture.cleaner.stats.cleans).toBe(1);
    expect(states.length).toBeGreaterThan(200);
    for (const state of states) {
      const log = open(state, fixture);
      expectSound(log, written);
      expect(leftovers(state)).toEqual([]);
      log.abandon();
    }
  });

  test('leaves a sound log when the recovery is interrupted as well', async () => {
    const { fixture, written } = prepared(4);
    await fixture.log.flush();
    const disk = fixture.disk as SimulatedDisk;
    const states = await crashStates(disk, 4, () => fixture.clean());
    const interrupted = states.filter((state) =>
      state.list(DIRECTORY).some((name) => name.endsWith('.swap')),
    );
    expect(interrupted.length).toBeGreaterThan(20);
    const chosen = interrupted.filter((_, index) => index % 60 === 0);
    for (const [index, state] of chosen.entries()) {
      const again = await crashStates(state, index, async () => open(state, fixture).abandon());
      for (const second of again) {
        const log = open(second, fixture);
        expectSound(log, written);
        expect(leftovers(second)).toEqual([]);
        log.abandon();
      }
    }
  });
});
