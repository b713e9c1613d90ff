// Transactions of ten records a second: one producer after its own answers, and fifty of them side by side.

import { TransactionalProducer } from '../members/transactional-producer.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { BROKERS } from '../scenario.ts';
import { createTopics } from '../topics.ts';

const RECORDS = 10;
const RECORD_BYTES = 100;
const PARTITIONS = 10;
const SECONDS = 4;
const VALUES = Array.from({ length: RECORDS }, (_, at) => Buffer.alloc(RECORD_BYTES, 65 + at));

let runs = 0;

export const transactionScenarios: readonly Scenario[] = [
  transactionsOf(1, 'one producer'),
  transactionsOf(50, 'fifty producers'),
];

function transactionsOf(producers: number, who: string): Scenario {
  return {
    name: `transactions-${producers}`,
    title: `transactions of ten records, ${who}`,
    figures: [
      { key: 'rate', label: 'transactions/s', better: 'higher', bar: { ratio: 1.2 } },
      { key: 'cpu', label: 'CPU ms each', better: 'lower' },
    ],
    subjects: BROKERS,
    prepare: async (stage) => void (await measure(stage, producers)),
    measure: (stage) => measure(stage, producers),
  };
}

async function measure(stage: Stage, count: number) {
  const subject = stage.running();
  const run = runs++;
  const topic = `transactions-${run}`;
  await createTopics(subject, [{ name: topic, partitions: PARTITIONS }]);
  const producers = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      TransactionalProducer.open(subject, {
        transactionalId: `bench-${run}-${at}`,
        topic,
        partition: at % PARTITIONS,
      }),
    ),
  );
  const cpuBefore = subject.cpuSeconds();
  const startedAt = performance.now();
  const endsAt = startedAt + stage.amount(SECONDS * 1000, 50);
  const counts = await Promise.all(producers.map((producer) => transact(producer, endsAt)));
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = subject.cpuSeconds() - cpuBefore;
  await Promise.all(producers.map((producer) => producer.close()));
  const transactions = counts.reduce((sum, each) => sum + each, 0);
  return { rate: transactions / seconds, cpu: (cpu * 1000) / transactions };
}

async function transact(producer: TransactionalProducer, endsAt: number): Promise<number> {
  let transactions = 0;
  while (performance.now() < endsAt) {
    await producer.transaction(VALUES);
    transactions += 1;
  }
  return transactions;
}
