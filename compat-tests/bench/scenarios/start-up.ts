// A start as a user of one waits for it: from the start of the process to the first acknowledged record on a new
// data directory, in turns with a bare Node, which is what the machine gives at that moment.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { pinnedNode } from '../../support/paths.ts';
import { median } from '../results.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { launchAndProduce } from './start.ts';

const STARTS = 20;
const REST_MS = 5_000;
const QUICK_REST_MS = 200;

export const startUpScenarios: readonly Scenario[] = [
  {
    name: 'start-up',
    title: 'from exec to the first acknowledged record, twenty starts in turns with a bare Node',
    figures: [
      { key: 'ms', label: 'ms', better: 'lower', bar: { value: 150 } },
      { key: 'best', label: 'ms, the best', better: 'lower' },
      { key: 'bare', label: 'ms of `node -e 0`', better: 'lower' },
      { key: 'bestBare', label: 'ms of `node -e 0`, the best', better: 'lower' },
      { key: 'idle', label: 'MB resident after 5 s', better: 'lower', bar: { value: 80 } },
    ],
    subjects: ['klamm'],
    isIsolated: true,
    maxRounds: 1,
    measure,
  },
];

async function measure(stage: Stage) {
  const starts = [];
  const bare = [];
  let idle = 0;
  const count = stage.amount(STARTS, 2);
  // The first one leaves the compiled code for the others, as the first one ever does.
  for (let turn = 0; turn <= count; turn++) {
    await using subject = await stage.startOwn({ isStopped: true });
    const ms = await launchAndProduce(subject, { topic: 'first', partition: 0 });
    if (turn === count) {
      await sleep(stage.amount(REST_MS, QUICK_REST_MS));
      idle = subject.memory().resident / 1e6;
    }
    await subject.stop();
    if (turn === 0) continue;
    starts.push(ms);
    bare.push(await bareNode());
  }
  const [best, bestBare] = [Math.min(...starts), Math.min(...bare)];
  return { ms: median(starts), best, bare: median(bare), bestBare, idle };
}

/** Milliseconds that Node takes to do nothing. */
async function bareNode(): Promise<number> {
  const startedAt = performance.now();
  await once(spawn(pinnedNode, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - startedAt;
}
