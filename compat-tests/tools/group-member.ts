// Members of share and Streams groups made by hand, on both brokers at once, for the tools to find: they join,
// take what they are assigned, and stay until they leave.

import { setTimeout as sleep } from 'node:timers/promises';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import type { ShareGroupHeartbeatResponse } from '../../src/protocol/generated/share-group-heartbeat.ts';
import { ShareGroupHeartbeat } from '../../src/protocol/generated/share-group-heartbeat.ts';
import type { StreamsGroupHeartbeatResponse } from '../../src/protocol/generated/streams-group-heartbeat.ts';
import { StreamsGroupHeartbeat } from '../../src/protocol/generated/streams-group-heartbeat.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import type { Broker } from '../support/broker.ts';
import { theWorld } from './side-by-side.ts';

/** What a broker answers until its coordinator is there. */
const NOT_YET: readonly number[] = [14, 15, 16];
const LEAVES = -1;
const ATTEMPTS = 400;
const PAUSE_MS = 25;

interface Beat {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly memberEpoch: number;
}

/** How a kind of member beats with an epoch, given the answer before; whether it has what it came for. */
interface Kind<B extends Beat> {
  readonly groupId: string;
  beat(client: WireClient, memberEpoch: number, last: B | undefined): Promise<B>;
  isSettled(answer: B): boolean;
}

/** A member that is in its group, on both brokers. */
export interface HandMadeMember {
  leave(): Promise<void>;
}

/** Joins a share group; resolves once partitions are assigned. */
export function joinShareGroup(
  groupId: string,
  memberId: string,
  subscribedTopicNames: readonly string[],
): Promise<HandMadeMember> {
  return joinBoth<ShareGroupHeartbeatResponse>({
    groupId,
    beat: (client, memberEpoch) =>
      client.send(ShareGroupHeartbeat, 1, {
        ...{ groupId, memberId, memberEpoch },
        subscribedTopicNames: memberEpoch === LEAVES ? null : subscribedTopicNames,
      }),
    isSettled: ({ assignment }) => (assignment?.topicPartitions.length ?? 0) > 0,
  });
}

/**
 * Joins a Streams group whose topology reads one topic and has a store with a changelog; resolves once tasks are
 * assigned and taken.
 */
export function joinStreamsGroup(
  groupId: string,
  memberId: string,
  sourceTopic: string,
): Promise<HandMadeMember> {
  const changelog = { name: `${groupId}-store-changelog`, partitions: 0, replicationFactor: 1 };
  const subtopology = {
    ...{ subtopologyId: '0', sourceTopics: [sourceTopic], sourceTopicRegex: [] },
    ...{ repartitionSourceTopics: [], repartitionSinkTopics: [], copartitionGroups: [] },
    stateChangelogTopics: [{ ...changelog, topicConfigs: [] }],
  };
  const joining = {
    topology: { epoch: 0, subtopologies: [subtopology] },
    ...{ processId: `process-of-${memberId}`, rebalanceTimeoutMs: 60_000 },
    ...{ activeTasks: [], standbyTasks: [], warmupTasks: [], clientTags: [] },
  };
  return joinBoth<StreamsGroupHeartbeatResponse>({
    groupId,
    beat: (client, memberEpoch, last) => {
      const { activeTasks, standbyTasks, warmupTasks } = last ?? {};
      return client.send(StreamsGroupHeartbeat, 0, {
        ...{ groupId, memberId, memberEpoch, endpointInformationEpoch: 0 },
        ...(memberEpoch === 0 ? joining : { activeTasks, standbyTasks, warmupTasks }),
      });
    },
    isSettled: ({ activeTasks }) => (activeTasks?.length ?? 0) > 0,
  });
}

async function joinBoth<B extends Beat>(kind: Kind<B>): Promise<HandMadeMember> {
  const { subject, reference } = await theWorld();
  const brokers = [subject, reference].flatMap((side) => (side ? [side.broker] : []));
  const leavers = await Promise.all(brokers.map((broker) => joinOne(broker, kind)));
  return {
    leave: async () => {
      await Promise.all(leavers.map((leave) => leave()));
    },
  };
}

/** Joins on one broker; resolves with how to leave. */
async function joinOne<B extends Beat>(
  broker: Broker,
  kind: Kind<B>,
): Promise<() => Promise<void>> {
  const client = await WireClient.connect({ port: broker.port, clientId: 'by-hand' });
  await client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: [kind.groupId] });
  let memberEpoch = 0;
  let last: B | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const answer = await kind.beat(client, memberEpoch, last);
    if (!NOT_YET.includes(answer.errorCode)) {
      if (answer.errorCode !== 0) throw new Error(`${broker.kind}: ${answer.errorMessage}`);
      memberEpoch = answer.memberEpoch;
      last = answer;
      if (kind.isSettled(answer)) {
        await kind.beat(client, memberEpoch, last);
        return async () => {
          await kind.beat(client, LEAVES, undefined);
          await client.close();
        };
      }
    }
    await sleep(PAUSE_MS);
  }
  throw new Error(`${broker.kind} assigns nothing: ${JSON.stringify(last)}`);
}
