// The scenarios in the order in which they run: first those that share the running subjects.

import type { Scenario } from './scenario.ts';
import { consumeScenarios } from './scenarios/consume.ts';
import { produceScenarios } from './scenarios/produce.ts';

export const allScenarios: readonly Scenario[] = [...produceScenarios, ...consumeScenarios];
