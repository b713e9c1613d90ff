// What a heartbeat says of the member that sends it. What it leaves out stays as it was.

import type { StreamsGroupHeartbeatRequest } from '../../../protocol/generated/streams-group-heartbeat.ts';
import type { GroupRequestContext } from '../request-context.ts';
import type { StreamsMember } from './streams-member.ts';
import { memberRecord } from './streams-records.ts';
import type { Tasks } from './tasks.ts';
import { taskMap } from './tasks.ts';

const UNCHANGED = -1;

/** The member as it is from now on; the same object when nothing is new. */
export function reportedMember(
  member: StreamsMember,
  request: StreamsGroupHeartbeatRequest,
  { clientId, clientHost }: GroupRequestContext,
): StreamsMember {
  const { rebalanceTimeoutMs, topology, userEndpoint, clientTags } = request;
  const reported = {
    ...member,
    rackId: request.rackId ?? member.rackId,
    clientId,
    clientHost,
    rebalanceTimeoutMs:
      rebalanceTimeoutMs === UNCHANGED ? member.rebalanceTimeoutMs : rebalanceTimeoutMs,
    topologyEpoch: topology?.epoch ?? member.topologyEpoch,
    processId: request.processId ?? member.processId,
    userEndpoint:
      userEndpoint === null
        ? member.userEndpoint
        : { host: userEndpoint.host, port: userEndpoint.port },
    clientTags: clientTags === null ? member.clientTags : byKey(clientTags),
  };
  return isSame(member, reported) ? member : reported;
}

/** What the member says that it has; null when it does not say. */
export function ownedTasks(request: StreamsGroupHeartbeatRequest): Tasks | null {
  const { activeTasks, standbyTasks, warmupTasks } = request;
  if (activeTasks === null || standbyTasks === null || warmupTasks === null) return null;
  return {
    active: taskMap(activeTasks),
    standby: taskMap(standbyTasks),
    warmup: taskMap(warmupTasks),
  };
}

function isSame(left: StreamsMember, right: StreamsMember): boolean {
  const stored = ({ memberId, ...metadata }: StreamsMember): Buffer | null =>
    memberRecord('', memberId, metadata).value;
  return stored(left)?.equals(stored(right) ?? Buffer.alloc(0)) === true;
}

function byKey(tags: StreamsMember['clientTags']): StreamsMember['clientTags'] {
  const plain = tags.map(({ key, value }) => ({ key, value }));
  return plain.sort((a, b) => (a.key < b.key ? -1 : 1));
}
