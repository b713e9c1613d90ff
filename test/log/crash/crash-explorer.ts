// Stops a workload at every step of its disk, lets the power fail in several ways, and opens what is left.
// The first state that is not as it must be ends the exploration with the seed that leads to it.

import type { PartitionLog } from '../../../src/log/partition-log.ts';
import type { Random } from '../../../src/platform/random.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import type { Survival } from '../../../src/platform/simulated-content.ts';
import type { SimulatedDisk } from '../../../src/platform/simulated-disk.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { checkRecovered } from './log-oracle.ts';
import { openDirectory, PATH, Workload } from './workload.ts';

export interface Exploration {
  /** Disks that were opened and found to be in order. */
  readonly states: number;
  readonly steps: number;
}

export interface ExploreOptions {
  readonly seed: number;
  /** Things that happen in the workload. */
  readonly length: number;
  /** Given the disk before anything happens on it. */
  readonly prepare?: (disk: SimulatedDisk) => void;
}

/** Runs one workload and opens what each of its steps may leave. Rejects with what is wrong, and where. */
export async function explore({ seed, length, prepare }: ExploreOptions): Promise<Exploration> {
  const workload = new Workload(seed, prepare);
  const random = new SeededRandom(seed + 1);
  let steps = 0;
  let states = 0;
  const failures: Error[] = [];
  workload.disk.onStep = (action, path) => {
    if (failures.length > 0) return;
    steps += 1;
    for (const survival of ['nothing', 'everything', 'any', 'any'] as const) {
      try {
        states += openAfter(workload, survival, random);
      } catch (error) {
        const place = `seed ${seed}, step ${steps} (${action} ${path}), ${survival} survives`;
        failures.push(new Error(`${place}: ${(error as Error).message}`, { cause: error }));
        return;
      }
    }
  };
  for (let done = 0; done < length && failures.length === 0; done++) await workload.step();
  await workload.settled();
  const [failure] = failures;
  if (failure) throw failure;
  return { states, steps };
}

/** Opens what is left of the disk; some of the time power fails again while it is opened. */
function openAfter(workload: Workload, survival: Survival, random: Random): number {
  let disk = workload.disk.powerLoss(survival, random);
  let states = 1;
  if (random.below(8) === 0) {
    disk = interruptedOpening(disk, workload, random).powerLoss('any', random);
    states += 1;
  }
  openAndCheck(disk, workload, random);
  return states;
}

class PowerLoss extends Error {}

/** Opens it as far as power goes. */
function interruptedOpening(
  disk: SimulatedDisk,
  workload: Workload,
  random: Random,
): SimulatedDisk {
  let left = random.below(30);
  disk.onStep = () => {
    left -= 1;
    if (left < 0) throw new PowerLoss();
  };
  try {
    openAndCheck(disk, workload, random);
  } catch (error) {
    if (!(error instanceof PowerLoss)) throw error;
  }
  disk.onStep = null;
  return disk;
}

function openAndCheck(
  disk: SimulatedDisk,
  { config, deleting, models }: Workload,
  random: Random,
): void {
  const clock = new VirtualClock(1_700_000_000_000);
  const directory = openDirectory(disk, clock, random);
  // A broker that starts sets aside what belongs to no topic, before anybody can make one of that name.
  const isThere = directory.partitions().some(({ topic }) => topic === deleting?.topic);
  if (deleting && isThere) directory.setAsideStray(deleting);
  for (const model of deleting ? [...models, deleting] : models) {
    const { topic, index, topicId } = model;
    const log: PartitionLog = directory.openLog({ topic, index, topicId, config });
    try {
      checkRecovered(log, model);
    } catch (error) {
      if (error instanceof PowerLoss) throw error;
      const files = describeFiles(disk, `${PATH}/${topic}-${index}`);
      throw new Error(`${topic}-${index} ${(error as Error).message}\n${files}`, { cause: error });
    }
  }
}

/** What is there after recovery, for whoever has to find out what went wrong. */
function describeFiles(disk: SimulatedDisk, directory: string): string {
  const names = disk.exists(directory) ? disk.list(directory) : [];
  const files = names.map(
    (name) =>
      `  ${name} ${disk.stat(`${directory}/${name}`).size}${name.endsWith('-checkpoint') ? JSON.stringify(disk.readFile(`${directory}/${name}`).toString()) : ''}`,
  );
  const checkpoints = disk.list(PATH).filter((name) => name.endsWith('-checkpoint'));
  const texts = checkpoints.map((name) => `  ${name} ${disk.readFile(`${PATH}/${name}`)}`);
  return [...files, ...texts].join('\n');
}
