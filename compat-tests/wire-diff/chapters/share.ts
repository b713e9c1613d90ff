// The records of share groups (KIP-932): the requests by which their states are kept, and members that fetch,
// acknowledge, renew, let locks end, leave, and get things wrong.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Uuid } from '../../../src/base/uuid.ts';
import { partitionFor } from '../../../src/coordinator/runtime/partition-for.ts';
import { readShareRecord } from '../../../src/coordinator/share/share-records.ts';
import { DeleteRecords } from '../../../src/protocol/generated/delete-records.ts';
import { EndTxn } from '../../../src/protocol/generated/end-txn.ts';
import { Fetch } from '../../../src/protocol/generated/fetch.ts';
import { FindCoordinator } from '../../../src/protocol/generated/find-coordinator.ts';
import { InitProducerId } from '../../../src/protocol/generated/init-producer-id.ts';
import { batchesIn } from '../../../src/record/batch-iterator.ts';
import { recordsOf } from '../../../src/record/record.ts';
import { batchOf } from '../batches.ts';
import { fetchRequest } from '../fetch-from.ts';
import { produce } from '../produce-to.ts';
import {
  ACCEPT,
  beginShare,
  configureShare,
  GAP,
  REJECT,
  RELEASE,
  RENEW,
  ShareMember,
} from '../share-member.ts';
import { ShareStates } from '../share-states.ts';
import type { Chapter, Side } from '../side.ts';

const STATES = 'with-share-states';
const UNKNOWN = 'AAAAAAAAAAAAAAAAAAAAZg' as Uuid;

export const share: Chapter = {
  title: 'share',

  async run(side) {
    await side.newTopic(STATES, { partitions: 2 });
    await coordinator(side);
    await states(side);
    await noteRecords(side, 'of-states', STATES);
    await sessions(side);
    await handingOut(side);
    await acknowledging(side);
    await limits(side);
    await deliveries(side);
    await logStart(side);
    await committed(side);
    await refusals(side);
  },
};

async function coordinator(side: Side): Promise<void> {
  const key = `of-states:${side.idOf(STATES)}:0`;
  await beginShare(side, 'of-states', STATES, -1);
  for (const version of [4, 5, 6]) {
    const request = { keyType: 2, coordinatorKeys: [key, 'no key', `:${side.idOf(STATES)}:0`] };
    const { coordinators } = await side.ask(FindCoordinator, version, request);
    // The keys hold the topic's id.
    side.note(
      `share coordinators v${version}`,
      coordinators.map(({ key: _, ...found }) => found),
    );
  }
}

/** The five requests about stored states, with what is refused and what comes of them. */
async function states(side: Side): Promise<void> {
  const talk = new ShareStates(side, 'of-states', STATES);
  await talk.read('before it began');
  await talk.begin('begun', 3, 10);
  await talk.begin('an older state epoch', 2, 10);
  await talk.read('begun');
  const some = [
    [10, 14, 2, 1],
    [17, 20, 0, 1],
  ] as const;
  await talk.write('some', some, { deliveryCompleteCount: 5 });
  await talk.read('with some');
  await talk.write('over it', [
    [18, 18, 4, 2],
    [12, 12, 0, 1],
  ]);
  await talk.read('with more over it');
  await talk.write('the start moves', [[15, 15, 2, 1]], { startOffset: 13 });
  await talk.read('with a later start');
  await talk.write('an older state epoch', [], { stateEpoch: 1 });
  await talk.write('a later state epoch', [], { stateEpoch: 9 });
  await talk.read('a new leader', 4);
  await talk.write('an older leader', [], { leaderEpoch: 3 });
  await talk.read('an older leader', 3);
  await talk.write('any leader, any state', [[21, 22, 2, 1]], { leaderEpoch: -1, stateEpoch: -1 });
  await talk.begin('begun anew', 4, -1);
  await talk.read('begun anew');
  await talk.delete('deleted');
  await talk.delete('deleted again');
  await talk.read('deleted');
  await talk.delete('unknown topic', UNKNOWN);
  await talk.refusals();
}

/** How a session begins, goes on and ends. */
async function sessions(side: Side): Promise<void> {
  const topic = await topicWith(side, 'share-sessions', ['a', 'b']);
  const one = new ShareMember(side, 'sessions', topic);
  await one.compareFetch('no session', { shareSessionEpoch: 3 });
  await one.compareFetch('no session to end', { shareSessionEpoch: -1 });
  await one.compareAcknowledge('no session', [[0, 0, ACCEPT]], { shareSessionEpoch: 1 });
  await one.compareFetch('opened with acknowledgements', {
    shareSessionEpoch: 0,
    said: [[0, 0, ACCEPT]],
  });
  await one.compareFetch('no group', { shareSessionEpoch: 0, groupId: null });
  await one.compareFetch('no member', { shareSessionEpoch: 0, memberId: '' });
  await one.compareFetch('a long member id', { shareSessionEpoch: 0, memberId: 'm'.repeat(37) });
  for (const version of [1, 2]) {
    await one.compareFetch('opened', { shareSessionEpoch: 0, topics: [] }, version);
    await one.compareFetch('a wrong epoch', { shareSessionEpoch: 5 }, version);
    await one.compareFetch('the next epoch', { shareSessionEpoch: 1, maxWaitMs: 1000 }, version);
    await one.compareFetch('without topics', { shareSessionEpoch: 2, topics: [] }, version);
    await one.compareAcknowledge('epoch 0', [], { shareSessionEpoch: 0, topics: [] }, version);
    await one.compareAcknowledge(
      'a wrong epoch',
      [],
      { shareSessionEpoch: 9, topics: [] },
      version,
    );
    await one.compareAcknowledge('nothing', [], { shareSessionEpoch: 3, topics: [] }, version);
    await one.compareFetch('ended', { shareSessionEpoch: -1, topics: [] }, version);
    await one.compareFetch('after its end', { shareSessionEpoch: 5, topics: [] }, version);
    // Giving back what it had is done after the answer.
    await sleep(100);
  }
  await one.leave();
}

/** What is handed out, and to whom. */
async function handingOut(side: Side): Promise<void> {
  const topic = await topicWith(side, 'share-handed-out', ['a', 'b', 'c', 'd']);
  await produce(side, { topic, records: batchOf(['e', 'f']) });
  await produce(side, { topic, records: batchOf(['g', 'h', 'i']) });
  const one = new ShareMember(side, 'handed-out', topic, 'one');
  const two = new ShareMember(side, 'handed-out', topic, 'two');
  await one.compareFetch('a few', { maxRecords: 2 });
  await two.compareFetch('the rest, in small batches', { batchSize: 1 });
  await one.compareFetch('nothing left');
  await two.compareAcknowledge('some released', [[4, 5, RELEASE]]);
  await one.compareFetch('what was released');
  await one.compareAcknowledge('all kinds', [
    [0, 3, [ACCEPT, RELEASE, REJECT, GAP]],
    [4, 5, ACCEPT],
  ]);
  await one.compareStored('all kinds');
  await two.compareFetch('one that was released');
  await two.compareFetch('accepted on the way', {
    said: [
      [1, 1, ACCEPT],
      [6, 8, ACCEPT],
    ],
  });
  await two.compareStored('all done');
  await two.compareFetch('ended', { shareSessionEpoch: -1, topics: [] });
  await one.leave();
  await two.leave();
}

/** What is refused of acknowledgements. */
async function acknowledging(side: Side): Promise<void> {
  const topic = await topicWith(side, 'share-acknowledged', ['a', 'b', 'c', 'd', 'e']);
  const one = new ShareMember(side, 'acknowledged', topic, 'one');
  const two = new ShareMember(side, 'acknowledged', topic, 'two');
  await two.compareFetch('a stranger', { topics: [] });
  await two.compareAcknowledge('before anybody fetched', [[0, 0, ACCEPT]]);
  await one.compareFetch('all');
  for (const version of [1, 2]) {
    const say = (
      name: string,
      said: Parameters<ShareMember['compareAcknowledge']>[1],
      change = {},
    ) => one.compareAcknowledge(name, said, change, version);
    await say('last before first', [[1, 0, ACCEPT]]);
    await say('too few types', [[0, 2, [ACCEPT, ACCEPT]]]);
    await say('no types', [[0, 2, []]]);
    await say('type 9', [[0, 0, 9]]);
    await say('type -1', [[0, 0, -1]]);
    await say('renewed unannounced', [[0, 0, RENEW]]);
    await say('out of order', [
      [2, 3, ACCEPT],
      [0, 1, ACCEPT],
    ]);
    await say('beyond the end', [[3, 9, ACCEPT]]);
    await say('behind the end', [[7, 9, ACCEPT]]);
    await say('twice', [
      [0, 0, ACCEPT],
      [0, 0, ACCEPT],
    ]);
    const partitions = [{ partitionIndex: 5, acknowledgementBatches: [] }];
    await say('unknown partition', [], { topics: [{ topicId: side.idOf(topic), partitions }] });
    await say('unknown topic', [], { topics: [{ topicId: UNKNOWN, partitions }] });
  }
  await two.compareAcknowledge('of another member', [[0, 0, ACCEPT]]);
  await one.compareAcknowledge('renewed', [[0, 4, RENEW]], { isRenewAck: true });
  await one.compareAcknowledge('one by one', [
    [0, 0, ACCEPT],
    [1, 1, REJECT],
    [2, 4, RELEASE],
  ]);
  await one.compareAcknowledge('done before', [[0, 0, ACCEPT]]);
  await one.compareAcknowledge('released before', [[3, 3, ACCEPT]]);
  await one.compareStored('one by one');
  const renewal = { isRenewAck: true, maxBytes: 0, minBytes: 0, maxRecords: 0, batchSize: 0 };
  await one.compareFetch('renewing, and more', { ...renewal, maxBytes: 1 });
  await one.compareFetch('again', {});
  await one.compareFetch('renewing', { ...renewal, said: [[2, 4, RENEW]] });
  await one.compareAcknowledge('ended', [[2, 2, ACCEPT]], { shareSessionEpoch: -1 });
  await sleep(200);
  await two.compareStored('after the session');
  await two.compareFetch('what was given back');
  await one.leave();
  await two.leave();
}

/** Record limits, byte limits, locks that are used up. */
async function limits(side: Side): Promise<void> {
  const values = Array.from({ length: 90 }, (_, at) => `value ${at}`);
  const topic = await topicWith(side, 'share-limits', values);
  await produce(side, { topic, records: batchOf(values) });
  await produce(side, { topic, records: batchOf(values.slice(0, 5)) });
  const groupId = 'limits';
  await configureShare(side, groupId, { 'share.partition.max.record.locks': '100' });
  const one = new ShareMember(side, groupId, topic);
  const exact = { shareAcquireMode: 1 };
  await one.compareFetch('seven', { ...exact, maxRecords: 7 });
  await one.compareFetch('seven more', { ...exact, maxRecords: 7 });
  await one.compareFetch('none', { ...exact, maxRecords: 0 });
  await one.compareFetch('no bytes', { maxBytes: 0 });
  await one.compareFetch('the rest of the batch', { maxRecords: 500, maxBytes: 100 });
  await one.compareFetch('up to the limit of locks', { maxRecords: 500 });
  await one.compareFetch('over the limit of locks');
  const some = [
    [20, 29, RELEASE],
    [40, 44, RELEASE],
  ] as const;
  await one.compareAcknowledge('released, some', some);
  await one.compareFetch('what was released', { ...exact, maxRecords: 3 });
  await one.compareFetch('what is left of it', { ...exact, maxRecords: 100 });
  await one.compareAcknowledge('the first batch', [[0, 89, ACCEPT]]);
  await one.compareFetch('room again');
  await one.leave();
}

/** Records that nobody can process. */
async function deliveries(side: Side): Promise<void> {
  const values = Array.from({ length: 16 }, (_, at) => `value ${at}`);
  const topic = await topicWith(side, 'share-deliveries', values);
  await produce(side, { topic, records: batchOf(values) });
  const groupId = 'deliveries';
  await configureShare(side, groupId, { 'share.delivery.count.limit': '4' });
  const one = new ShareMember(side, groupId, topic);
  await one.compareFetch('the first time');
  await one.compareAcknowledge('released', [[0, 31, RELEASE]]);
  for (let round = 0; round < 12; round++) {
    await one.compareFetch(`round ${round}`, { shareAcquireMode: round % 2 });
    const epoch = one.epoch;
    await one.compareFetch(`closed ${round}`, { shareSessionEpoch: -1, topics: [] });
    await sleep(60);
    side.note(`deliveries: epoch ${round}`, epoch);
    one.epoch = 0;
  }
  await one.compareStored('in the end');
  await one.leave();
}

/** The log loses its beginning. */
async function logStart(side: Side): Promise<void> {
  const topic = await topicWith(side, 'share-log-start', ['a', 'b', 'c', 'd']);
  await produce(side, { topic, records: batchOf(['e', 'f']) });
  const one = new ShareMember(side, 'log-start', topic);
  await one.compareFetch('the first batch', { maxRecords: 1 });
  const deleted = { name: topic, partitions: [{ partitionIndex: 0, offset: 5 }] };
  await side.ask(DeleteRecords, 2, { topics: [deleted], timeoutMs: 1000 });
  await sleep(100);
  // Apache Kafka notices when it reads, and answers that with nothing; the next read is the one that counts.
  await one.side.ask(FindCoordinator, 6, { keyType: 0, coordinatorKeys: ['log-start'] });
  await one.compareAcknowledge('what is gone', [[0, 3, ACCEPT]]);
  await one.leave();
}

/** Only committed records. */
async function committed(side: Side): Promise<void> {
  const topic = await topicWith(side, 'share-committed', ['a']);
  await configureShare(side, 'committed', { 'share.isolation.level': 'read_committed' });
  await inTransaction(side, topic, { id: 'share-aborts', values: ['b', 'c'], isCommit: false });
  await produce(side, { topic, records: batchOf(['d']) });
  await inTransaction(side, topic, { id: 'share-commits', values: ['e', 'f'], isCommit: true });
  const one = new ShareMember(side, 'committed', topic);
  await one.compareFetch('committed ones');
  await one.compareAcknowledge('markers are gaps', [
    [0, 0, ACCEPT],
    [3, 3, GAP],
    [4, 4, ACCEPT],
    [5, 6, ACCEPT],
    [7, 7, GAP],
  ]);
  await one.compareFetch('nothing more');
  await one.leave();
  const two = new ShareMember(side, 'uncommitted', topic);
  await beginShare(side, 'uncommitted', topic);
  await two.compareFetch('all of them');
  await two.leave();
}

/** Requests about what there is not. */
async function refusals(side: Side): Promise<void> {
  const topic = await topicWith(side, 'share-refusals', ['a']);
  const one = new ShareMember(side, 'refusals', topic);
  const partitions = [{ partitionIndex: 7, acknowledgementBatches: [] }];
  const topicId = side.idOf(topic);
  await one.compareFetch('unknown partition', { topics: [{ topicId, partitions }] });
  await one.compareFetch('and one that is there', { maxWaitMs: 1000 });
  await one.compareFetch('an unknown topic', {
    topics: [{ topicId: UNKNOWN, partitions }],
  });
  const forgottenTopicsData = [{ topicId: UNKNOWN, partitions: [7] }];
  await one.compareFetch('without it', { topics: [], forgottenTopicsData });
  const stranger = new ShareMember(side, 'strangers', topic);
  await stranger.compareFetch('a group without a state');
  await one.leave();
  await stranger.leave();
}

/** What the coordinator has stored of the group's states in this topic's first partition. */
async function noteRecords(side: Side, groupId: string, topic: string): Promise<void> {
  const key = `${groupId}:${side.idOf(topic)}:0`;
  const partition = partitionFor(key, STATE_PARTITIONS);
  const request = fetchRequest(side, '__share_group_state', { partition });
  const answer = await side.ask(Fetch, 12, request);
  const { records } = answer.responses[0]?.partitions[0] ?? {};
  const notes: unknown[] = [];
  for (const batch of batchesIn(records ?? Buffer.alloc(0))) {
    for (const { key: stored, value } of recordsOf(batch)) {
      const record = stored && readShareRecord(stored, value);
      if (record?.kind === 'unknown' || record?.key.groupId !== groupId) continue;
      if (record.key.partition === 0) notes.push(record);
    }
  }
  side.note(`records of ${groupId}`, notes);
}

const STATE_PARTITIONS = 50;

/** A topic with one batch, in which the group called like it without `share-` has begun. */
async function topicWith(side: Side, topic: string, values: readonly string[]): Promise<string> {
  await side.newTopic(topic);
  await produce(side, { topic, records: batchOf(values) });
  await beginShare(side, topic.replace('share-', ''), topic);
  return topic;
}

async function inTransaction(
  side: Side,
  topic: string,
  { id, values, isCommit }: { id: string; values: readonly string[]; isCommit: boolean },
): Promise<void> {
  const transactionalId = id;
  const request = { transactionalId, transactionTimeoutMs: 60_000 };
  let producer = { producerId: -1, producerEpoch: -1, errorCode: -1 };
  for (let attempt = 0; attempt < 400 && producer.errorCode !== 0; attempt++) {
    await side.ask(FindCoordinator, 6, { keyType: 1, coordinatorKeys: [transactionalId] });
    producer = await side.ask(InitProducerId, 5, request);
    if (producer.errorCode !== 0) await sleep(25);
  }
  const { producerId, producerEpoch } = producer;
  const fields = { producerId, producerEpoch, baseSequence: 0, isTransactional: true };
  const records = batchOf(values, fields);
  await produce(side, { topic, transactionalId, records });
  const end = { transactionalId, producerId, producerEpoch, committed: isCommit };
  await side.ask(EndTxn, 5, end);
  await sleep(200);
}
