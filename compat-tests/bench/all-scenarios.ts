// The scenarios in the order in which they run: first those that share the running subjects.

import type { Scenario } from './scenario.ts';
import { appendCostScenarios } from './scenarios/append-cost.ts';
import { connectionScenarios } from './scenarios/connections.ts';
import { consumeScenarios } from './scenarios/consume.ts';
import { firstRecordScenarios } from './scenarios/first-record.ts';
import { groupMemoryScenarios } from './scenarios/group-memory.ts';
import { idleConnectionScenarios } from './scenarios/idle-connections.ts';
import { latencyScenarios } from './scenarios/latency.ts';
import { memoryScenarios } from './scenarios/memory.ts';
import { offsetCommitScenarios } from './scenarios/offset-commits.ts';
import { otherClientScenarios } from './scenarios/other-clients.ts';
import { partitionScenarios } from './scenarios/partitions.ts';
import { produceScenarios } from './scenarios/produce.ts';
import { rebalanceScenarios } from './scenarios/rebalance.ts';
import { startScenarios } from './scenarios/start.ts';
import { startUpScenarios } from './scenarios/start-up.ts';
import { testKitScenarios } from './scenarios/test-kit.ts';
import { transactionScenarios } from './scenarios/transactions.ts';

export const allScenarios: readonly Scenario[] = [
  ...produceScenarios,
  ...consumeScenarios,
  ...connectionScenarios,
  ...latencyScenarios,
  ...idleConnectionScenarios,
  ...otherClientScenarios,
  ...firstRecordScenarios,
  ...rebalanceScenarios,
  ...offsetCommitScenarios,
  ...transactionScenarios,
  ...startScenarios,
  ...testKitScenarios,
  ...startUpScenarios,
  ...memoryScenarios,
  ...groupMemoryScenarios,
  ...appendCostScenarios,
  ...partitionScenarios,
];
