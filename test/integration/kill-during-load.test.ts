// What a crash of the process may cost: nothing that was acknowledged. `npm run compat durability` does
// this twenty times in a row.

import { expect, test } from 'vitest';
import { crashRound } from '../../compat-tests/durability/crash-round.ts';
import { Broker } from '../../compat-tests/support/broker.ts';

test.for([
  ['all', -1],
  ['1', 1],
] as const)('kill -9 loses no record that was acknowledged with acks=%s', async ([, acks]) => {
  await using broker = await Broker.start({ kind: 'klamm' });
  const result = await crashRound(broker, { topic: 'crash', acks, records: 100_000 });
  expect(result.acknowledged).toBeGreaterThanOrEqual(100_000);
});
