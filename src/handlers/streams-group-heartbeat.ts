// StreamsGroupHeartbeat (key 88): joins a group of Streams instances, stays in it and leaves it; the coordinator
// assigns the tasks and creates the internal topics (KIP-1071). Served while `streams.version` is 1.

import { ErrorCode } from '../base/error-code.ts';
import { isInternalTopic } from '../base/internal-topics.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { topicNameProblem } from '../base/topic-name.ts';
import { groupRequestContext } from '../coordinator/group/request-context.ts';
import { heartbeatFailed } from '../coordinator/streams-group-coordinator.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { requireFeature } from '../dispatch/require-feature.ts';
import { STREAMS_VERSION } from '../metadata/features.ts';
import type { StreamsGroupHeartbeatRequest } from '../protocol/generated/streams-group-heartbeat.ts';
import { StreamsGroupHeartbeat } from '../protocol/generated/streams-group-heartbeat.ts';

export const streamsGroupHeartbeat = defineHandler(StreamsGroupHeartbeat, {
  versions: [0, 0],

  handle(context, request) {
    requireFeature(context, STREAMS_VERSION);
    requireTopics(request);
    return context.streamsGroups.heartbeat(groupRequestContext(context), request);
  },

  failure: (code, _request, _context, message) => heartbeatFailed(code, message),
});

/** Throws KafkaError STREAMS_INVALID_TOPOLOGY for topics that no application can use. */
function requireTopics({ topology }: StreamsGroupHeartbeatRequest): void {
  const topics = new Set(
    topology?.subtopologies.flatMap((subtopology) => [
      ...subtopology.sourceTopics,
      ...subtopology.repartitionSinkTopics,
      ...subtopology.repartitionSourceTopics.map(({ name }) => name),
      ...subtopology.stateChangelogTopics.map(({ name }) => name),
    ]),
  );
  const prohibited = [...topics].filter(isInternalTopic);
  if (prohibited.length > 0) {
    throw invalid(
      `Use of Kafka internal topics ${prohibited} in a Kafka Streams topology is prohibited.`,
    );
  }
  const misnamed = [...topics].filter((topic) => topicNameProblem(topic) !== null);
  if (misnamed.length > 0) throw invalid(`Topic names ${misnamed} are not valid topic names.`);
}

function invalid(message: string): KafkaError {
  return new KafkaError(ErrorCode.STREAMS_INVALID_TOPOLOGY, message);
}
