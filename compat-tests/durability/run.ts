// Twenty crashes in a row on one data directory: SIGKILL under a load of at least 100,000 acknowledged
// records, half of the rounds with acks=all and half with acks=1. KLAMM_CRASH_ROUNDS sets another number.

import { Broker } from '../support/broker.ts';
import { finish } from '../support/summary.ts';
import { crashRound } from './crash-round.ts';

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
finish({ passed, failed: rounds - passed, skipped: 0 });
