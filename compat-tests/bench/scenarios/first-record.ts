// From subscribe to the first record of a group that did not exist: as Java's consumer has it, its own work
// included, and with the same requests over a bare connection. With the classic protocol each broker lets a new
// group wait for more members as its defaults say (group.initial.rebalance.delay.ms: 3 s at Apache Kafka, 0 at
// Klamm); the protocol of KIP-848 has no such wait.

import { firstRecords } from '../members/bare-consumer.ts';
import type { Subscription } from '../members/classic-member.ts';
import { ClassicMember } from '../members/classic-member.ts';
import { ConsumerMember, untilBalanced } from '../members/consumer-member.ts';
import { median } from '../results.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { BROKERS } from '../scenario.ts';
import type { Subject } from '../subject.ts';
import { createTopics } from '../topics.ts';
import { LoadConnection } from '../wire-load.ts';

type GroupProtocol = 'classic' | 'consumer';

const RECORD = { records: 1, recordBytes: 100 } as const;
/** Groups in a sample; one of the classic protocol takes Apache Kafka three seconds. */
const GROUPS: Readonly<Record<GroupProtocol, number>> = { classic: 3, consumer: 20 };

let groups = 0;

export const firstRecordScenarios: readonly Scenario[] = [
  firstRecordOf('classic'),
  firstRecordOf('consumer'),
];

function firstRecordOf(protocol: GroupProtocol): Scenario {
  return {
    name: `first-record-${protocol}`,
    title: `from subscribe to the first record of a new group, ${protocol} protocol`,
    figures: [
      { key: 'java', label: "ms, Java's consumer", better: 'lower', bar: { ratio: 1 / 5 } },
      { key: 'bare', label: 'ms, bare connection', better: 'lower', bar: { ratio: 1 / 5 } },
    ],
    subjects: BROKERS,
    prepare: async (stage) => {
      await provideRecord(stage.running(), topicOf(protocol));
      await measure(stage, protocol);
    },
    measure: (stage) => measure(stage, protocol),
  };
}

function topicOf(protocol: GroupProtocol): string {
  return `first-record-${protocol}`;
}

async function provideRecord(subject: Subject, topic: string): Promise<void> {
  await createTopics(subject, [{ name: topic, partitions: 1 }]);
  const producer = await LoadConnection.open(subject, { topic, partition: 0 }, RECORD);
  await producer.send();
  producer.close();
}

async function measure(stage: Stage, protocol: GroupProtocol) {
  const subject = stage.running();
  const count = stage.amount(GROUPS[protocol], 1);
  const group = `first-record-${groups++}`;
  const topic = topicOf(protocol);
  const java = await stage.tools.firstRecord(subject, { topic, protocol, group, count });
  const bare: number[] = [];
  for (let at = 0; at < count; at++) {
    const subscription = { groupId: `${group}-bare-${at}`, topic };
    bare.push(await bareTime(subject, subscription, protocol));
  }
  return { java: median(java), bare: median(bare) };
}

/** Milliseconds from the search for the coordinator to the records, the connection apart. */
async function bareTime(
  subject: Subject,
  subscription: Subscription,
  protocol: GroupProtocol,
): Promise<number> {
  const client = await subject.connect();
  const startedAt = performance.now();
  if (protocol === 'classic') await (await ClassicMember.over(client, subscription)).enter();
  else await untilBalanced([await ConsumerMember.over(client, subscription)], 1);
  await firstRecords(client, subscription);
  const milliseconds = performance.now() - startedAt;
  await client.close();
  return milliseconds;
}
