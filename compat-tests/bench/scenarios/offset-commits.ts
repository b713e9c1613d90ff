// Ten thousand offset commits a second, by the members of a hundred groups on connections of their own: what
// they cost the broker in processor time. The frames are encoded once.

import { OffsetCommit } from '../../../src/protocol/generated/offset-commit.ts';
import { encodeRequestFrame } from '../../../src/protocol/request-frame.ts';
import { decodeResponseFrame } from '../../../src/protocol/response-frame.ts';
import { ClassicMember, formGroup } from '../members/classic-member.ts';
import { percentile } from '../results.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { BROKERS } from '../scenario.ts';
import { steadily } from '../steady-load.ts';
import type { Subject } from '../subject.ts';
import { createTopics } from '../topics.ts';

const GROUPS = 100;
const COMMITS_PER_SECOND = 10_000;
const SECONDS = 8;
/** The newest version that names topics instead of their ids. */
const VERSION = 9;
const TOPIC = 'offset-commits';

interface Committer {
  readonly member: ClassicMember;
  readonly frame: Buffer;
}

let runs = 0;

export const offsetCommitScenarios: readonly Scenario[] = [
  {
    name: 'offset-commits',
    title: '10,000 offset commits a second, a hundred groups',
    figures: [
      { key: 'cpu', label: 'CPU s per second', better: 'lower', bar: { ratio: 1 / 2 } },
      { key: 'rate', label: 'commits/s', better: 'higher' },
      { key: 'p99', label: 'ms, p99', better: 'lower' },
    ],
    subjects: BROKERS,
    prepare: async (stage) => {
      await createTopics(stage.running(), [{ name: TOPIC, partitions: 1 }]);
      await measure(stage);
    },
    measure,
  },
];

async function measure(stage: Stage) {
  const subject = stage.running();
  const run = runs++;
  const committers = await Promise.all(
    Array.from({ length: stage.amount(GROUPS, 3) }, (_, at) =>
      committer(subject, `offset-commits-${run}-${at}`),
    ),
  );
  const requests = stage.amount(COMMITS_PER_SECOND * SECONDS, 30);
  const cpuBefore = subject.cpuSeconds();
  const startedAt = performance.now();
  const times = await steadily({
    requestsPerSecond: COMMITS_PER_SECOND,
    requests,
    send: (index) => commit(committers[index % committers.length] as Committer),
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = (subject.cpuSeconds() - cpuBefore) / (requests / COMMITS_PER_SECOND);
  await Promise.all(committers.map(({ member }) => member.client.close()));
  return { cpu, rate: requests / seconds, p99: percentile(times, 0.99) };
}

/** The only member of a group of its own. */
async function committer(subject: Subject, groupId: string): Promise<Committer> {
  const member = await ClassicMember.connect(subject, { groupId, topic: TOPIC });
  await formGroup([member]);
  const head = { apiVersion: VERSION, correlationId: 1, clientId: 'bench' };
  const partition = { partitionIndex: 0, committedOffset: 1_000, committedMetadata: '' };
  const frame = encodeRequestFrame(OffsetCommit, head, {
    groupId,
    generationIdOrMemberEpoch: member.generation,
    memberId: member.memberId,
    topics: [{ name: TOPIC, partitions: [partition] }],
  });
  return { member, frame };
}

async function commit({ member, frame }: Committer): Promise<void> {
  const answer = await member.client.exchange(frame);
  const { response } = decodeResponseFrame(OffsetCommit, VERSION, answer);
  const errorCode = response.topics[0]?.partitions[0]?.errorCode;
  if (errorCode !== 0) throw new Error(`OffsetCommit was refused with error ${errorCode}`);
}
