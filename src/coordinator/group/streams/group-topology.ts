// Which topology a group goes by, and how it fits the topics of today. The first member's topology is the
// group's; others must bring the same, or an older one, in which case they are told that they are behind.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { StreamsGroupHeartbeatRequest } from '../../../protocol/generated/streams-group-heartbeat.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { GroupState } from '../group-state.ts';
import type { ConfiguredTopology } from './configure-topology.ts';
import { configureTopology } from './configure-topology.ts';
import type { StreamsGroup } from './streams-group.ts';
import { topologyRecord } from './streams-records.ts';
import { StreamsTopology } from './streams-topology.ts';

export interface AgreedTopology {
  readonly topology: StreamsTopology;
  readonly records: readonly CoordinatorRecord[];
}

/** The group's topology once this member is in. Throws KafkaError INVALID_REQUEST for another one. */
export function agreeOnTopology(
  group: StreamsGroup,
  requested: StreamsGroupHeartbeatRequest['topology'],
): AgreedTopology {
  const { groupId, topology } = group;
  if (requested === null) {
    if (topology !== null) return { topology, records: [] };
    // Whoever joined brought one, so it was taken away by somebody else's hand.
    throw new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR);
  }
  const brought = StreamsTopology.requested(requested);
  if (topology === null) {
    return { topology: brought, records: [topologyRecord(groupId, brought)] };
  }
  if (topology.epoch <= brought.epoch && !topology.equals(brought)) {
    throw new KafkaError(ErrorCode.INVALID_REQUEST, 'Topology updates are not supported yet.');
  }
  return { topology, records: [] };
}

export interface TopologyView {
  readonly configured: ConfiguredTopology;
  readonly metadataHash: bigint;
}

/** The topology and today's topics together; nothing is computed when neither has changed. */
export function viewTopology(
  group: StreamsGroup,
  topology: StreamsTopology,
  { topics, topicHashes }: GroupState,
): TopologyView {
  const { configured, header, mustLookAtTopics } = group;
  if (configured !== null && !mustLookAtTopics) {
    return { configured, metadataHash: header.metadataHash };
  }
  const metadataHash = topicHashes.ofGroup(topology.requiredTopics);
  if (configured !== null && metadataHash === header.metadataHash)
    return { configured, metadataHash };
  const partitionsOf = (topic: string) => topics.byName(topic)?.partitions;
  return { configured: configureTopology(topology, partitionsOf), metadataHash };
}
