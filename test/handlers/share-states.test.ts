// The five APIs of the share coordinator against a whole broker: the topic comes with the first question for
// the coordinator, states outlive a kill, and what names nothing is answered with nothing.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { DeleteShareGroupState } from '../../src/protocol/generated/delete-share-group-state.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { InitializeShareGroupState } from '../../src/protocol/generated/initialize-share-group-state.ts';
import { ReadShareGroupState } from '../../src/protocol/generated/read-share-group-state.ts';
import { ReadShareGroupStateSummary } from '../../src/protocol/generated/read-share-group-state-summary.ts';
import { WriteShareGroupState } from '../../src/protocol/generated/write-share-group-state.ts';
import type { MemoryWireClient } from '../broker/support/memory-wire-client.ts';
import { topicsOf } from '../broker/support/requests.ts';
import { TestBroker } from '../broker/support/test-broker.ts';

const SHARE = 2;
const groupId = 'workers';

async function findCoordinator(client: MemoryWireClient, key: string, version = 6) {
  const request = { keyType: SHARE, coordinatorKeys: [key] };
  const { coordinators } = await client.send(FindCoordinator, version, request);
  return coordinators[0]?.errorCode;
}

async function started() {
  const broker = await TestBroker.started({ topics: 't:2' });
  const client = broker.connect();
  const topicId = (await topicsOf(client)).get('t') as Uuid;
  return { broker, client, topicId };
}

it('a coordinator is found for keys of share partitions, which brings its topic into being', async () => {
  const { client, topicId } = await started();
  expect(await findCoordinator(client, `${groupId}:${topicId}:0`)).toBe(ErrorCode.NONE);
  expect(await findCoordinator(client, 'workers')).toBe(ErrorCode.INVALID_REQUEST);
  expect(await findCoordinator(client, `${groupId}:${topicId}:0`, 5)).toBe(
    ErrorCode.INVALID_REQUEST,
  );
});

it('without its topic there is no coordinator', async () => {
  const { client, topicId } = await started();
  const partitions = [{ partition: 0, stateEpoch: 0, startOffset: 0 }];
  const request = { groupId, topics: [{ topicId, partitions }] };
  const { results } = await client.send(InitializeShareGroupState, 0, request);
  expect(results[0]?.partitions[0]?.errorCode).toBe(ErrorCode.NOT_COORDINATOR);
});

it('states are begun, written, read and deleted, and outlive a kill', async () => {
  const { broker, client, topicId } = await started();
  await findCoordinator(client, `${groupId}:${topicId}:0`);
  const begun = [0, 1, 2].map((partition) => ({ partition, stateEpoch: 1, startOffset: 4 }));
  const topics = [{ topicId, partitions: begun }];
  const initialized = await client.send(InitializeShareGroupState, 0, { groupId, topics });
  expect(initialized.results).toMatchObject([
    {
      topicId,
      partitions: [
        { partition: 0, errorCode: ErrorCode.NONE, errorMessage: null },
        { partition: 1, errorCode: ErrorCode.NONE },
        { partition: 2, errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION },
      ],
    },
  ]);
  const stateBatches = [{ firstOffset: 4, lastOffset: 6, deliveryState: 2, deliveryCount: 1 }];
  const change = {
    partition: 1,
    stateEpoch: 1,
    leaderEpoch: 0,
    startOffset: 4,
    deliveryCompleteCount: 3,
    stateBatches,
  };
  const written = await client.send(WriteShareGroupState, 1, {
    groupId,
    topics: [{ topicId, partitions: [change] }],
  });
  expect(written.results[0]?.partitions[0]?.errorCode).toBe(ErrorCode.NONE);

  const later = (await broker.killed()).connect();
  const asked = { groupId, topics: [{ topicId, partitions: [{ partition: 1, leaderEpoch: 0 }] }] };
  const read = await later.send(ReadShareGroupState, 0, asked);
  expect(read.results[0]?.partitions).toMatchObject([
    { errorCode: 0, stateEpoch: 1, startOffset: 4, stateBatches },
  ]);
  const summary = await later.send(ReadShareGroupStateSummary, 1, asked);
  expect(summary.results[0]?.partitions).toMatchObject([
    { startOffset: 4, deliveryCompleteCount: 3 },
  ]);
  const gone = { groupId, topics: [{ topicId, partitions: [{ partition: 1 }] }] };
  const deleted = await later.send(DeleteShareGroupState, 0, gone);
  expect(deleted.results[0]?.partitions[0]?.errorCode).toBe(ErrorCode.NONE);
  const again = await later.send(ReadShareGroupState, 0, asked);
  expect(again.results[0]?.partitions[0]?.errorCode).toBe(ErrorCode.INVALID_REQUEST);
});

it('a request that names no group, or a topic without partitions, is answered with nothing', async () => {
  const { client, topicId } = await started();
  const partitions = [{ partition: 0, leaderEpoch: 0 }];
  const unnamed = { groupId: '', topics: [{ topicId, partitions }] };
  expect((await client.send(ReadShareGroupState, 0, unnamed)).results).toEqual([]);
  const empty = {
    groupId,
    topics: [
      { topicId, partitions },
      { topicId, partitions: [] },
    ],
  };
  expect((await client.send(ReadShareGroupState, 0, empty)).results).toEqual([]);
});
