// Has a broker compact some topics, and waits until it has.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { IncrementalAlterConfigs } from '../../src/protocol/generated/incremental-alter-configs.ts';
import type { Side } from '../wire-diff/side.ts';

const CLEANER_CHECKPOINT = 'cleaner-offset-checkpoint';
const TIMEOUT_MS = 60_000;
const TOPIC = 2;
const SET = 0;

export async function compact(side: Side, topics: readonly string[]): Promise<void> {
  const configs = [
    { name: 'min.cleanable.dirty.ratio', configOperation: SET, value: '0.0' },
    { name: 'max.compaction.lag.ms', configOperation: SET, value: '1000' },
  ];
  const answer = await side.ask(IncrementalAlterConfigs, 1, {
    validateOnly: false,
    resources: topics.map((resourceName) => ({ resourceType: TOPIC, resourceName, configs })),
  });
  const refused = answer.responses.find(({ errorCode }) => errorCode !== 0);
  if (refused) throw new Error(`${refused.resourceName}: ${refused.errorMessage}`);
  const deadline = Date.now() + TIMEOUT_MS;
  const file = path.join(side.broker.dataDirectory, CLEANER_CHECKPOINT);
  while (!isCleaned(file, topics)) {
    if (Date.now() > deadline) throw new Error(`${side.broker.kind} does not compact`);
    await sleep(100);
  }
}

function isCleaned(file: string, topics: readonly string[]): boolean {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return topics.every((topic) => lines.some((line) => line.startsWith(`${topic} 0 `)));
}
