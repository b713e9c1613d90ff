// What no client should send to groups of the consumer protocol, share groups and Streams groups: regular
// expressions that do not parse, epochs and partitions that cannot be, ids beyond all bounds.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Uuid } from '../../../src/base/uuid.ts';
import { ZERO_UUID } from '../../../src/base/uuid.ts';
import { ConsumerGroupDescribe } from '../../../src/protocol/generated/consumer-group-describe.ts';
import type { ConsumerGroupHeartbeatRequestInput } from '../../../src/protocol/generated/consumer-group-heartbeat.ts';
import { ConsumerGroupHeartbeat } from '../../../src/protocol/generated/consumer-group-heartbeat.ts';
import { IncrementalAlterConfigs } from '../../../src/protocol/generated/incremental-alter-configs.ts';
import { OffsetCommit } from '../../../src/protocol/generated/offset-commit.ts';
import { OffsetFetch } from '../../../src/protocol/generated/offset-fetch.ts';
import { ShareGroupDescribe } from '../../../src/protocol/generated/share-group-describe.ts';
import type { ShareGroupHeartbeatRequestInput } from '../../../src/protocol/generated/share-group-heartbeat.ts';
import { ShareGroupHeartbeat } from '../../../src/protocol/generated/share-group-heartbeat.ts';
import { StreamsGroupDescribe } from '../../../src/protocol/generated/streams-group-describe.ts';
import type { StreamsGroupHeartbeatRequestInput } from '../../../src/protocol/generated/streams-group-heartbeat.ts';
import { StreamsGroupHeartbeat } from '../../../src/protocol/generated/streams-group-heartbeat.ts';
import { untilCoordinated } from '../group-talk.ts';
import type { Chapter, Side } from '../side.ts';

const TOPIC = 'faulty-modern';
const LEAST = -(2 ** 31);
const MOST = 2 ** 31 - 1;
const SET = 0;
const GROUP_RESOURCE = 32;
/** By then expressions are resolved and configs are known. */
const RESOLVED_MS = 3_000;
const LONG = 'x'.repeat(32_767);

const ODD_IDS: readonly (readonly [what: string, id: string])[] = [
  ['an empty id', ''],
  ['a blank id', ' '],
  ['an id of 36 characters', 'x'.repeat(36)],
  ['an id of 37 characters', 'x'.repeat(37)],
  ['a long id', LONG],
  ['an id of control characters', '\u0000\n\u007f'],
  ['an id beyond ASCII', 'gruppe-é漢😀'],
];

export const modernGroupFaults: Chapter = {
  title: 'modern group faults',

  async run(side) {
    const topicId = await side.newTopic(TOPIC, { partitions: 2 });
    await untilCoordinated(side, GROUP_IDS);
    await assignAtOnce(side);
    await consumerFaults(side, topicId);
    await regexFaults(side);
    await shareFaults(side);
    await streamsFaults(side);
  },
};

/** Streams groups of Apache Kafka wait for further members, unless they are told not to. */
async function assignAtOnce(side: Side): Promise<void> {
  const configs = [
    { name: 'streams.initial.rebalance.delay.ms', value: '0', configOperation: SET },
  ];
  const streams = GROUP_IDS.filter((id) => id.startsWith('mf-2') || id === 'mf-streams');
  const resources = [...streams, ...ODD_IDS.map(([, id]) => ofKind(id, 't')).filter(Boolean)].map(
    (resourceName) => ({ resourceType: GROUP_RESOURCE, resourceName, configs }),
  );
  await side.ask(IncrementalAlterConfigs, 1, { resources, validateOnly: false });
  await sleep(RESOLVED_MS);
}

type ConsumerBeat = Partial<ConsumerGroupHeartbeatRequestInput>;
type ShareBeat = Partial<ShareGroupHeartbeatRequestInput>;
type StreamsBeat = Partial<StreamsGroupHeartbeatRequestInput>;
type Faults<T> = readonly (readonly [name: string, change: T])[];

const THOUSAND = Array.from({ length: 1_000 }, (_, index) => `topic-${index}`);

function asked(groupIds: readonly string[]) {
  return { groupIds, includeAuthorizedOperations: false };
}

/** The group in which a member has an odd id. */
function ownGroup(kind: number, memberId: string): string {
  return `mf-${kind}-m-${memberId.length}-${memberId.charCodeAt(0)}`;
}

/** An odd id that no group of another kind has. */
function ofKind(id: string, kind: string): string {
  return id === '' ? id : kind + id.slice(1);
}

function consumerBeat(side: Side, name: string, change: ConsumerBeat, version = 1) {
  return side.compare(name, ConsumerGroupHeartbeat, version, {
    ...{ groupId: 'mf-consumer', memberId: 'm', memberEpoch: 0, rebalanceTimeoutMs: 5_000 },
    ...{ subscribedTopicNames: [TOPIC], topicPartitions: [] },
    ...change,
  });
}

const CONSUMER_JOINS: Faults<ConsumerBeat> = [
  ['no topics', { subscribedTopicNames: null }],
  ['an empty list of topics', { subscribedTopicNames: [] }],
  ['a topic twice', { subscribedTopicNames: [TOPIC, TOPIC] }],
  ['a topic without a name', { subscribedTopicNames: [''] }],
  ['a topic that cannot be', { subscribedTopicNames: ['a b/c', '..'] }],
  ['a topic of a long name', { subscribedTopicNames: [LONG] }],
  ['a thousand topics', { subscribedTopicNames: THOUSAND }],
  ['partitions not told', { topicPartitions: null }],
  ['partitions held', { topicPartitions: [{ topicId: ZERO_UUID, partitions: [0] }] }],
  ['rebalance timeout -1', { rebalanceTimeoutMs: -1 }],
  ['rebalance timeout -2', { rebalanceTimeoutMs: -2 }],
  ['rebalance timeout 0', { rebalanceTimeoutMs: 0 }],
  ['the least rebalance timeout', { rebalanceTimeoutMs: LEAST }],
  ['the most rebalance timeout', { rebalanceTimeoutMs: MOST }],
  ['an unknown assignor', { serverAssignor: 'best' }],
  ['an assignor without a name', { serverAssignor: '' }],
  ['an assignor written otherwise', { serverAssignor: 'Uniform' }],
  ['an empty instance', { instanceId: '' }],
  ['a long instance', { instanceId: LONG }],
  ['an empty rack', { rackId: '' }],
  ['a long rack', { rackId: LONG }],
];

async function consumerFaults(side: Side, topicId: Uuid): Promise<void> {
  for (const [index, [name, change]] of CONSUMER_JOINS.entries()) {
    const groupId = `mf-0-${index}`;
    await consumerBeat(side, name, { groupId, ...change });
    await side.compare(name, ConsumerGroupDescribe, 1, asked([groupId]));
  }
  for (const [what, id] of ODD_IDS) {
    await consumerBeat(side, `${what} of a member`, { memberId: id, groupId: ownGroup(0, id) });
    await consumerBeat(side, `${what} of a group`, { groupId: id });
    await consumerBeat(side, `${what} of a group, leaving`, { groupId: id, memberEpoch: -1 });
  }
  await side.compare(
    'odd and twice',
    ConsumerGroupDescribe,
    1,
    asked([...ODD_IDS.map(([, id]) => id), 'mf-consumer', 'mf-consumer', 'mf-absent']),
  );
  for (const memberEpoch of [LEAST, -3, -2, -1, 1, MOST]) {
    await consumerBeat(side, `epoch ${memberEpoch} of nobody`, { memberEpoch });
    const instanceId = 'instance';
    await consumerBeat(side, `epoch ${memberEpoch} of an instance`, { memberEpoch, instanceId });
  }
  await consumerBeat(side, 'joins', {});
  await consumerLife(side, topicId);
}

/** A member that is well, and then says what cannot be. */
async function consumerLife(side: Side, topicId: Uuid): Promise<void> {
  const alive = { memberEpoch: 1, subscribedTopicNames: null, topicPartitions: null };
  const silent = { ...alive, rebalanceTimeoutMs: -1 };
  const holds = (name: string, id: Uuid, partitions: readonly number[], memberEpoch = 1) =>
    consumerBeat(side, name, {
      ...{ ...silent, memberEpoch, topicPartitions: [{ topicId: id, partitions }] },
    });
  for (const memberEpoch of [LEAST, -3, 0, 1, 2, MOST]) {
    await consumerBeat(side, `epoch ${memberEpoch}`, { ...silent, memberEpoch });
    await holds(`epoch ${memberEpoch}, holding`, topicId, [0, 1], memberEpoch);
  }
  await holds('holds what it has', topicId, [0, 1]);
  await holds('holds one twice', topicId, [0, 0, 1]);
  await holds('holds a partition that cannot be', topicId, [-1, MOST]);
  await holds('holds of no topic', ZERO_UUID, [0]);
  await consumerBeat(side, 'an unknown assignor later', { ...silent, serverAssignor: 'best' });
  await consumerBeat(side, 'an empty rack later', { ...silent, rackId: '' });
  await consumerBeat(side, 'an instance later', { ...silent, instanceId: 'later' });
  await consumerBeat(side, 'leaves as an instance', { ...silent, memberEpoch: -2 });
  for (const generationIdOrMemberEpoch of [LEAST, -2, 0, 2, MOST]) {
    const partitions = [{ partitionIndex: 0, committedOffset: 1, committedMetadata: '' }];
    const member = { groupId: 'mf-consumer', memberId: 'm', generationIdOrMemberEpoch };
    await side.compare(`epoch ${generationIdOrMemberEpoch}`, OffsetCommit, 9, {
      ...{ ...member, topics: [{ name: TOPIC, partitions }] },
    });
    const of = { groupId: 'mf-consumer', memberId: 'm', memberEpoch: generationIdOrMemberEpoch };
    await side.compare(`epoch ${generationIdOrMemberEpoch}`, OffsetFetch, 9, {
      ...{ groups: [{ ...of, topics: null }], requireStable: false },
    });
  }
  await side.compare('alive', ConsumerGroupDescribe, 1, asked(['mf-consumer']));
  await consumerBeat(side, 'leaves', { ...silent, memberEpoch: -1 });
}

/**
 * What takes more memory than a broker has, as `(a{1000}){1000}` does, or nests a thousand deep, is not sent: it
 * may end Apache Kafka.
 */
const EXPRESSIONS: readonly string[] = [
  ...['(', 'a)', '[', '[b-a]', 'a**', '*', '+', 'a{2,1}', '\\', '\\8', '(?<n', '(?P<n>a'],
  ...['(?=a)', '(?!a)', '(?<=a)', '(a)\\1', 'a*+', '\\p{Nonsense}', '\\x{110000}', 'a{1001}'],
  ...['(a+)+$', '(a|a)*b', `(${'a?'.repeat(200)})${'a'.repeat(200)}`],
  ...['', 'faulty-m.*', '^faulty', 'modern$', '(?i)FAULTY-MODERN', '\\Qfaulty-modern\\E'],
  ...['[[:alpha:]-]+', '\\pL+-\\w+', '(?P<name>faulty-modern)', 'x'.repeat(249), LONG],
];

async function regexFaults(side: Side): Promise<void> {
  const groups = EXPRESSIONS.map((expression, index) => ({
    groupId: `mf-0-regex-${index}`,
    name: `expression ${index} ${expression.slice(0, 24)}`,
    expression,
  }));
  for (const { groupId, name, expression } of groups) {
    const change = { subscribedTopicNames: null, subscribedTopicRegex: expression };
    await consumerBeat(side, name, { groupId, ...change });
  }
  const both = { groupId: 'mf-0-both', subscribedTopicRegex: 'faulty-m.*' };
  await consumerBeat(side, 'names and an expression', both);
  await sleep(RESOLVED_MS);
  for (const { groupId, name } of groups) {
    await side.compare(name, ConsumerGroupDescribe, 1, asked([groupId]));
  }
}

function shareBeat(side: Side, name: string, change: ShareBeat) {
  return side.compare(name, ShareGroupHeartbeat, 1, {
    ...{ groupId: 'mf-share', memberId: 'm', memberEpoch: 0, subscribedTopicNames: [TOPIC] },
    ...change,
  });
}

const SHARE_JOINS: Faults<ShareBeat> = [
  ['a topic twice', { subscribedTopicNames: [TOPIC, TOPIC] }],
  ['a topic without a name', { subscribedTopicNames: [''] }],
  ['a topic that cannot be', { subscribedTopicNames: ['a b/c', '..'] }],
  ['a topic of a long name', { subscribedTopicNames: [LONG] }],
  ['a thousand topics', { subscribedTopicNames: THOUSAND }],
  ['a long rack', { rackId: LONG }],
];

async function shareFaults(side: Side): Promise<void> {
  for (const [index, [name, change]] of SHARE_JOINS.entries()) {
    const groupId = `mf-1-${index}`;
    await shareBeat(side, name, { groupId, ...change });
    await side.compare(name, ShareGroupDescribe, 1, asked([groupId]));
  }
  for (const [what, id] of ODD_IDS) {
    await shareBeat(side, `${what} of a member`, { memberId: id, groupId: ownGroup(1, id) });
    await shareBeat(side, `${what} of a group`, { groupId: ofKind(id, 's') });
  }
  for (const memberEpoch of [LEAST, -3, -2, -1, 1, MOST]) {
    await shareBeat(side, `epoch ${memberEpoch} of nobody`, { memberEpoch });
  }
  await shareBeat(side, 'joins', {});
  for (const memberEpoch of [LEAST, -3, -2, MOST]) {
    await shareBeat(side, `epoch ${memberEpoch}`, { memberEpoch, subscribedTopicNames: null });
  }
  await shareBeat(side, 'leaves', { memberEpoch: -1 });
}

const SUBTOPOLOGY = {
  ...{ subtopologyId: '0', sourceTopics: [TOPIC], sourceTopicRegex: [] },
  ...{ stateChangelogTopics: [], repartitionSinkTopics: [], repartitionSourceTopics: [] },
  copartitionGroups: [],
};

function streamsBeat(side: Side, name: string, change: StreamsBeat) {
  return side.compare(name, StreamsGroupHeartbeat, 0, {
    ...{ groupId: 'mf-streams', memberId: 'm', memberEpoch: 0, endpointInformationEpoch: 0 },
    ...{ rebalanceTimeoutMs: 5_000, processId: 'p', clientTags: [] },
    ...{ activeTasks: [], standbyTasks: [], warmupTasks: [] },
    topology: { epoch: 0, subtopologies: [SUBTOPOLOGY] },
    ...change,
  });
}

function subtopologies(...changes: readonly Partial<typeof SUBTOPOLOGY>[]) {
  const all = changes.map((change) => ({ ...SUBTOPOLOGY, ...change }));
  return { topology: { epoch: 0, subtopologies: all } };
}

const STREAMS_JOINS: Faults<StreamsBeat> = [
  ['no topology', { topology: null }],
  ['no subtopologies', subtopologies()],
  ['topology epoch -1', { topology: { epoch: -1, subtopologies: [SUBTOPOLOGY] } }],
  ['topology epoch 7', { topology: { epoch: 7, subtopologies: [SUBTOPOLOGY] } }],
  ['a subtopology without an id', subtopologies({ subtopologyId: '' })],
  ['a subtopology without topics', subtopologies({ sourceTopics: [] })],
  ['a topic twice', subtopologies({ sourceTopics: [TOPIC, TOPIC] })],
  ['a topic without a name', subtopologies({ sourceTopics: [''] })],
  ['rebalance timeout -1', { rebalanceTimeoutMs: -1 }],
  ['rebalance timeout -2', { rebalanceTimeoutMs: -2 }],
  ['the most rebalance timeout', { rebalanceTimeoutMs: MOST }],
  ['an empty process', { processId: '' }],
  ['a long process', { processId: LONG }],
  ['an empty instance', { instanceId: '' }],
  ['an empty rack', { rackId: '' }],
  ['an endpoint that cannot be', { userEndpoint: { host: '', port: 65_535 } }],
  ['a tag twice', { clientTags: ['a', 'b'].map((value) => ({ key: 'k', value })) }],
  ['endpoint epoch -1', { endpointInformationEpoch: -1 }],
  ['the least endpoint epoch', { endpointInformationEpoch: LEAST }],
  ['tasks held', { activeTasks: [{ subtopologyId: '0', partitions: [0] }] }],
  ['some tasks not told', { standbyTasks: null }],
];

async function streamsFaults(side: Side): Promise<void> {
  for (const [index, [name, change]] of STREAMS_JOINS.entries()) {
    const groupId = `mf-2-${index}`;
    await streamsBeat(side, name, { groupId, ...change });
    await side.compare(name, StreamsGroupDescribe, 0, asked([groupId]));
  }
  for (const [what, id] of ODD_IDS) {
    await streamsBeat(side, `${what} of a member`, { memberId: id, groupId: ownGroup(2, id) });
    await streamsBeat(side, `${what} of a group`, { groupId: ofKind(id, 't') });
  }
  const later = {
    topology: null,
    rebalanceTimeoutMs: -1,
    processId: null,
    clientTags: null,
    activeTasks: null,
    standbyTasks: null,
    warmupTasks: null,
  };
  for (const memberEpoch of [LEAST, -3, -2, -1, 1, MOST]) {
    await streamsBeat(side, `epoch ${memberEpoch} of nobody`, { ...later, memberEpoch });
  }
  await streamsBeat(side, 'joins', {});
  for (const memberEpoch of [LEAST, -3, 2, MOST]) {
    await streamsBeat(side, `epoch ${memberEpoch}`, { ...later, memberEpoch });
  }
  await streamsBeat(side, 'leaves', { ...later, memberEpoch: -1 });
}

/** Groups of their own for each fault, so that none has to do with another. */
const GROUP_IDS: readonly string[] = [
  ...['mf-consumer', 'mf-share', 'mf-streams', 'mf-0-both'],
  ...[CONSUMER_JOINS, SHARE_JOINS, STREAMS_JOINS].flatMap((faults, kind) => [
    ...faults.map((_, index) => `mf-${kind}-${index}`),
    ...ODD_IDS.map(([, id]) => ownGroup(kind, id)),
  ]),
];
