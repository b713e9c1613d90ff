// The scenarios in the order in which they run: first those that share the running subjects.

import type { Scenario } from './scenario.ts';
import { appendCostScenarios } from './scenarios/append-cost.ts';
import { connectionScenarios } from './scenarios/connections.ts';
import { consumeScenarios } from './scenarios/consume.ts';
import { idleConnectionScenarios } from './scenarios/idle-connections.ts';
import { latencyScenarios } from './scenarios/latency.ts';
import { memoryScenarios } from './scenarios/memory.ts';
import { otherClientScenarios } from './scenarios/other-clients.ts';
import { partitionScenarios } from './scenarios/partitions.ts';
import { produceScenarios } from './scenarios/produce.ts';
import { startScenarios } from './scenarios/start.ts';

export const allScenarios: readonly Scenario[] = [
  ...produceScenarios,
  ...consumeScenarios,
  ...connectionScenarios,
  ...latencyScenarios,
  ...idleConnectionScenarios,
  ...otherClientScenarios,
  ...startScenarios,
  ...memoryScenarios,
  ...appendCostScenarios,
  ...partitionScenarios,
];
