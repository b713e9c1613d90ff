// StreamsGroupHeartbeat against a whole broker: which topologies are refused before the group hears of them.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { StreamsGroupHeartbeat } from '../../src/protocol/generated/streams-group-heartbeat.ts';
import { TestBroker } from '../broker/support/test-broker.ts';

const groupId = 'app';

/** What a member hears that joins with a topology that reads these topics. */
async function joinReading(sourceTopics: readonly string[], epoch = 0) {
  const broker = await TestBroker.started({ topics: 'in:2' });
  const client = broker.connect();
  await client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: [groupId] });
  const subtopology = {
    ...{ subtopologyId: '0', sourceTopics, sourceTopicRegex: [], copartitionGroups: [] },
    ...{ stateChangelogTopics: [], repartitionSinkTopics: [], repartitionSourceTopics: [] },
  };
  return client.send(StreamsGroupHeartbeat, 0, {
    ...{ groupId, memberId: 'm', memberEpoch: 0, endpointInformationEpoch: 0 },
    ...{ rebalanceTimeoutMs: 10_000, processId: 'p', clientTags: [] },
    ...{ activeTasks: [], standbyTasks: [], warmupTasks: [] },
    topology: { epoch, subtopologies: [subtopology] },
  });
}

it('lets a topology in that reads topics of sound names', async () => {
  expect(await joinReading(['in'])).toMatchObject({ errorCode: ErrorCode.NONE });
});

it.each([
  ['a name that no topic can have', ['in', 'a b']],
  ['an empty name alone', ['']],
  ['the name of an internal topic', ['__consumer_offsets']],
])('refuses a topology with %s', async (_, topics) => {
  const { errorCode, errorMessage } = await joinReading(topics);
  expect(errorCode).toBe(ErrorCode.STREAMS_INVALID_TOPOLOGY);
  expect(errorMessage).not.toBeNull();
});

it('refuses a topology of an epoch below zero', async () => {
  const { errorCode } = await joinReading(['in'], -1);
  expect(errorCode).toBe(ErrorCode.STREAMS_INVALID_TOPOLOGY);
});
