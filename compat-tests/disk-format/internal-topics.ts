// Makes a broker write its internal topics: groups with members and offsets, transactions that end in each
// way, states of share partitions. What stands there is each broker's own; it has to be legible, not equal.

import { AddPartitionsToTxn } from '../../src/protocol/generated/add-partitions-to-txn.ts';
import { DeleteShareGroupState } from '../../src/protocol/generated/delete-share-group-state.ts';
import { EndTxn } from '../../src/protocol/generated/end-txn.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { InitProducerId } from '../../src/protocol/generated/init-producer-id.ts';
import { JoinGroup } from '../../src/protocol/generated/join-group.ts';
import { LeaveGroup } from '../../src/protocol/generated/leave-group.ts';
import { OffsetCommit } from '../../src/protocol/generated/offset-commit.ts';
import { SyncGroup } from '../../src/protocol/generated/sync-group.ts';
import { WriteShareGroupState } from '../../src/protocol/generated/write-share-group-state.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { produce } from '../wire-diff/produce-to.ts';
import { beginShare } from '../wire-diff/share-member.ts';
import type { Side } from '../wire-diff/side.ts';

const GROUP = 0;
const TRANSACTION = 1;
const RETRIED = new Set([14, 15, 16, 51]);
const TRIES = 200;

/** Groups and transactions on this topic. */
export async function fillInternalTopics(side: Side, topic: string): Promise<void> {
  await side.newTopic(topic);
  for (let group = 0; group < 5; group++) await useGroup(side, `group-${group}`, topic);
  for (let index = 0; index < 6; index++) {
    await useTransaction(side, topic, { id: `transaction-${index}`, end: index % 3 });
  }
  for (let group = 0; group < 3; group++) await useShareStates(side, `share-${group}`, topic);
}

async function useGroup(side: Side, groupId: string, topic: string): Promise<void> {
  const protocols = [
    { name: 'range', metadata: Buffer.from('00010000000000000000ffffffff', 'hex') },
  ];
  const member = { groupId, protocolType: 'consumer', protocols };
  const timeouts = { sessionTimeoutMs: 30_000, rebalanceTimeoutMs: 30_000 };
  await findCoordinator(side, groupId, GROUP);
  const joined = await untilReady(() =>
    side.ask(JoinGroup, 3, { ...member, ...timeouts, memberId: '' }),
  );
  const { memberId, generationId } = joined;
  const assignments = [{ memberId, assignment: Buffer.alloc(8) }];
  await side.ask(SyncGroup, 2, { groupId, memberId, generationId, assignments });
  await side.ask(OffsetCommit, 7, {
    groupId,
    memberId,
    generationIdOrMemberEpoch: generationId,
    topics: [
      {
        name: topic,
        partitions: [{ partitionIndex: 0, committedOffset: 3, committedMetadata: 'three' }],
      },
    ],
  });
  if (groupId.endsWith('2')) await side.ask(LeaveGroup, 2, { groupId, memberId });
}

/** `end` 0: committed, 1: aborted, 2: left open. */
async function useTransaction(
  side: Side,
  topic: string,
  { id: transactionalId, end }: { readonly id: string; readonly end: number },
): Promise<void> {
  await findCoordinator(side, transactionalId, TRANSACTION);
  const { producerId, producerEpoch } = await untilReady(() =>
    side.ask(InitProducerId, 4, { transactionalId, transactionTimeoutMs: 60_000 }),
  );
  const producer = { producerId, producerEpoch };
  await side.ask(AddPartitionsToTxn, 3, {
    v3AndBelowTransactionalId: transactionalId,
    v3AndBelowProducerId: producerId,
    v3AndBelowProducerEpoch: producerEpoch,
    v3AndBelowTopics: [{ name: topic, partitions: [0] }],
  });
  const records = [{ value: Buffer.from(transactionalId) }];
  const batch = buildBatch({ ...producer, records, baseSequence: 0, isTransactional: true });
  await produce(side, { topic, transactionalId, records: batch, version: 11 });
  if (end === 2) return;
  await untilReady(() =>
    side.ask(EndTxn, 3, { transactionalId, ...producer, committed: end === 0 }),
  );
}

/** A snapshot, updates, and for one group a tombstone. */
async function useShareStates(side: Side, groupId: string, topic: string): Promise<void> {
  await beginShare(side, groupId, topic);
  const topicId = side.idOf(topic);
  for (let offset = 0; offset < 3; offset++) {
    const run = { firstOffset: offset, lastOffset: offset, deliveryState: 2, deliveryCount: 1 };
    const epochs = { stateEpoch: 1, leaderEpoch: 0 };
    const state = { startOffset: 0, deliveryCompleteCount: offset + 1, stateBatches: [run] };
    const partitions = [{ partition: 0, ...epochs, ...state }];
    await side.ask(WriteShareGroupState, 1, { groupId, topics: [{ topicId, partitions }] });
  }
  if (!groupId.endsWith('2')) return;
  const topics = [{ topicId, partitions: [{ partition: 0 }] }];
  await side.ask(DeleteShareGroupState, 0, { groupId, topics });
}

/** Whoever asks for a coordinator makes the broker make its topic. */
async function findCoordinator(side: Side, key: string, keyType: number): Promise<void> {
  await untilReady(() => side.ask(FindCoordinator, 3, { key, keyType }));
}

/** Asks again while the coordinator is not ready. */
async function untilReady<Answer extends { readonly errorCode: number }>(
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const answer = await ask();
    if (answer.errorCode === 0) return answer;
    if (!RETRIED.has(answer.errorCode)) throw new Error(`refused: ${answer.errorCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the coordinator does not get ready');
}
