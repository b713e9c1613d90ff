// What a thousand groups of five members cost in memory. The members stay, their connections do not: a
// connection's memory is measured nowhere else either, and would hide a group's. Each member consumes one
// partition and has committed an offset. All figures are read after a full collection of garbage.

import { OffsetCommit } from '../../../src/protocol/generated/offset-commit.ts';
import { ClassicMember, formGroup } from '../members/classic-member.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { BROKERS } from '../scenario.ts';
import type { Subject } from '../subject.ts';
import { createTopics } from '../topics.ts';

const GROUPS = 1_000;
/** How many groups form at a time; their members have a connection each until they have. */
const AT_ONCE = 100;
const MEMBERS = 5;
const TOPIC = 'group-memory';
const COMMIT_VERSION = 9;

export const groupMemoryScenarios: readonly Scenario[] = [
  {
    name: 'group-memory-classic',
    title: 'a thousand groups of five members, classic protocol',
    figures: [
      { key: 'resident', label: 'MB resident', better: 'lower', bar: { ratio: 1 / 5 } },
      { key: 'residentGrowth', label: 'MB resident, growth', better: 'lower' },
      { key: 'live', label: 'MB live, growth', better: 'lower' },
    ],
    subjects: BROKERS,
    isIsolated: true,
    measure,
  },
];

async function measure(stage: Stage) {
  await using subject = await stage.startOwn();
  await createTopics(subject, [{ name: TOPIC, partitions: MEMBERS }]);
  await formGroups(subject, 'warm-up', stage.amount(AT_ONCE, 1));
  const before = await memoryInUse(subject);
  const groups = stage.amount(GROUPS, 3);
  for (let formed = 0; formed < groups; formed += AT_ONCE) {
    await formGroups(subject, `group-${formed}`, Math.min(AT_ONCE, groups - formed));
  }
  const after = await memoryInUse(subject);
  return {
    resident: after.resident,
    residentGrowth: after.resident - before.resident,
    live: after.live - before.live,
  };
}

async function memoryInUse(subject: Subject) {
  const live = (await subject.liveBytes()) / 1e6;
  return { live, resident: subject.memory().resident / 1e6 };
}

async function formGroups(subject: Subject, prefix: string, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, at) => formOne(subject, `${prefix}-${at}`)));
}

async function formOne(subject: Subject, groupId: string): Promise<void> {
  const members = await Promise.all(
    Array.from({ length: MEMBERS }, () =>
      ClassicMember.connect(subject, { groupId, topic: TOPIC }),
    ),
  );
  await formGroup(members);
  await Promise.all(members.map((member, at) => commit(member, groupId, at)));
  await Promise.all(members.map(({ client }) => client.close()));
}

async function commit(member: ClassicMember, groupId: string, partitionIndex: number) {
  const { topics } = await member.client.send(OffsetCommit, COMMIT_VERSION, {
    groupId,
    generationIdOrMemberEpoch: member.generation,
    memberId: member.memberId,
    topics: [
      { name: TOPIC, partitions: [{ partitionIndex, committedOffset: 1, committedMetadata: '' }] },
    ],
  });
  const errorCode = topics[0]?.partitions[0]?.errorCode;
  if (errorCode !== 0) throw new Error(`OffsetCommit was refused with error ${errorCode}`);
}
