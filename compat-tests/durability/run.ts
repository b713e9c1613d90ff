// Twenty crashes in a row on one data directory: SIGKILL under a load of at least 100,000 acknowledged
// records, half of the rounds with acks=all and half with acks=1. Afterwards `klamm check` goes through all
// that is on the disk. KLAMM_CRASH_ROUNDS sets another number of rounds.

import { Broker } from '../support/broker.ts';
import { checkDirectory } from '../support/klamm-check.ts';
import { finish } from '../support/summary.ts';
import { crashRound } from './crash-round.ts';
import { dieAt } from './kill-points.ts';
import { KILL_POINTS } from './named-points.ts';

const rounds = Number(process.env.KLAMM_CRASH_ROUNDS ?? 20);
await using broker = await Broker.start();
let passed = 0;
for (let round = 1; round <= rounds; round += 1) {
  const acks = round % 2 === 0 ? 1 : -1;
  const name = `round ${round} of ${rounds}, acks=${acks === 1 ? '1' : 'all'}`;
  try {
    const topic = `crash-${round}`;
    const { acknowledged, beyond } = await crashRound(broker, { topic, acks, records: 100_000 });
    passed += 1;
    process.stdout.write(`${name}: ${acknowledged} acknowledged and found, ${beyond} beyond\n`);
  } catch (error) {
    process.stdout.write(`FAIL ${name}: ${error}\n${broker.log()}\n`);
    break;
  }
}

/** Whether what is on the disk after a last crash, and after a clean stop, is sound. */
async function isSound(when: string): Promise<boolean> {
  const { extent, findings } = await checkDirectory(broker.dataDirectory);
  const faults = findings.filter(({ isNote }) => !isNote).map(({ line }) => `\n     ${line}`);
  const verdict = faults.length === 0 ? 'nothing wrong' : `FAIL${faults.join('')}`;
  process.stdout.write(`klamm check ${when}: ${extent}, ${verdict}\n`);
  return faults.length === 0;
}

/** Kills a broker at each of the named steps; returns at how many nothing was lost. */
async function killAtNamedPoints(): Promise<number> {
  let held = 0;
  for (const point of KILL_POINTS) {
    try {
      const answers = await dieAt(point);
      held += 1;
      process.stdout.write(`killed while ${point.name}: ${answers} answers hold\n`);
    } catch (error) {
      process.stdout.write(`FAIL killed while ${point.name}: ${error}\n`);
    }
  }
  return held;
}

await broker.kill();
const isSoundKilled = await isSound('after a crash');
await broker.startAgain();
await broker.stop();
const sound = [isSoundKilled, await isSound('after a clean stop')].filter(Boolean).length;
const points = broker.kind === 'klamm' ? KILL_POINTS.length : 0;
const held = points === 0 ? 0 : await killAtNamedPoints();
const wanted = rounds + 2 + points;
passed += sound + held;
finish({ passed, failed: wanted - passed, skipped: 0 });
