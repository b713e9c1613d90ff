// The exploration of crash states is worth as much as what it notices: each of these brokers does one thing
// wrong, and is found out.

import { afterEach, expect, it, vi } from 'vitest';
import { DirectoryCheckpoints } from '../../../src/log/directory-checkpoints.ts';
import { DirectorySyncs } from '../../../src/log/directory-syncs.ts';
import { LogSegment } from '../../../src/log/log-segment.ts';
import type { SimulatedDisk } from '../../../src/platform/simulated-disk.ts';
import { RecordBatch } from '../../../src/record/record-batch.ts';
import { explore } from './crash-explorer.ts';
import { PATH } from './workload.ts';

const SEEDS = 30;
const syncSegment = LogSegment.prototype.sync;

afterEach(() => vi.restoreAllMocks());

const skipSyncsOf =
  (pattern: RegExp) =>
  (disk: SimulatedDisk): void => {
    disk.lies = (path) => pattern.test(path);
  };

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await null;
}

const MUTANTS: Readonly<Record<string, (disk: SimulatedDisk) => void>> = {
  'does not sync the batches': skipSyncsOf(/\.log$/),
  'does not sync the names in a partition directory': skipSyncsOf(/-\d$/),
  'does not sync the names of partition directories': skipSyncsOf(new RegExp(`^${PATH}$`)),
  'does not sync the name of a new log directory': skipSyncsOf(/^\/data$/),
  'does not sync the transaction indexes': skipSyncsOf(/\.txnindex$/),
  'does not sync what a clean stop writes': skipSyncsOf(/checkpoint\.tmp$/),
  'leaves the word of a clean stop in place'(disk) {
    const remove = disk.remove.bind(disk);
    disk.remove = (path) => {
      if (!path.endsWith('.kafka_cleanshutdown')) remove(path);
    };
  },
  'moves the recovery point before the flush is done'() {
    vi.spyOn(LogSegment.prototype, 'sync').mockImplementation(async function (this: LogSegment) {
      const late = turns(30).then(() => syncSegment.call(this));
      late.catch(() => {});
    });
  },
  'does not look at the CRC after a crash'() {
    vi.spyOn(RecordBatch.prototype, 'isIntact', 'get').mockReturnValue(true);
  },
  'keeps the recovery point of a log that is cut off'() {
    vi.spyOn(DirectoryCheckpoints.prototype, 'cutOff').mockImplementation(() => {});
  },
  'forgets what a directory owes the device'() {
    vi.spyOn(DirectorySyncs.prototype, 'replaced').mockImplementation(() => {});
  },
};

it.each(Object.keys(MUTANTS))('a broker that %s is found out', async (name) => {
  let found: Error | null = null;
  for (let seed = 1; seed <= SEEDS && !found; seed++) {
    try {
      await explore({ seed, length: 60, prepare: MUTANTS[name] as (disk: SimulatedDisk) => void });
    } catch (error) {
      found = error as Error;
    }
  }
  expect(found?.message).toContain('survives');
});
