// How topics are created that nobody created: with the broker's defaults, or, for those in which brokers
// keep their own state, with the configs that this needs.

import {
  CONSUMER_OFFSETS_TOPIC,
  SHARE_GROUP_STATE_TOPIC,
  TRANSACTION_STATE_TOPIC,
} from '../base/internal-topics.ts';
import type { CreatableTopicInput } from '../protocol/generated/create-topics.ts';
import type { BrokerConfig } from './configs/broker-configs.ts';
import { USE_DEFAULT } from './topic-creation.ts';

/** What a topic of this name is like when it comes into being by being used. */
export function implicitTopic(name: string, broker: BrokerConfig): CreatableTopicInput {
  switch (name) {
    case CONSUMER_OFFSETS_TOPIC:
      return {
        name,
        numPartitions: broker.offsetsTopicNumPartitions,
        replicationFactor: broker.offsetsTopicReplicationFactor,
        assignments: [],
        configs: texts({
          'cleanup.policy': 'compact',
          'compression.type': 'producer',
          'segment.bytes': broker.offsetsTopicSegmentBytes,
        }),
      };
    case TRANSACTION_STATE_TOPIC:
      return {
        name,
        numPartitions: broker.transactionStateLogNumPartitions,
        replicationFactor: broker.transactionStateLogReplicationFactor,
        assignments: [],
        configs: texts({
          'cleanup.policy': 'compact',
          'compression.type': 'uncompressed',
          'min.insync.replicas': broker.transactionStateLogMinIsr,
          'segment.bytes': broker.transactionStateLogSegmentBytes,
          'unclean.leader.election.enable': 'false',
        }),
      };
    case SHARE_GROUP_STATE_TOPIC:
      return {
        name,
        numPartitions: broker.shareCoordinatorStateTopicNumPartitions,
        replicationFactor: broker.shareCoordinatorStateTopicReplicationFactor,
        assignments: [],
        configs: texts({
          'cleanup.policy': 'delete',
          'compression.type': 'producer',
          'min.insync.replicas': broker.shareCoordinatorStateTopicMinIsr,
          'segment.bytes': broker.shareCoordinatorStateTopicSegmentBytes,
          'retention.ms': -1,
        }),
      };
    default:
      return {
        name,
        numPartitions: USE_DEFAULT,
        replicationFactor: USE_DEFAULT,
        assignments: [],
        configs: [],
      };
  }
}

function texts(values: Readonly<Record<string, string | number>>): CreatableTopicInput['configs'] {
  return Object.entries(values).map(([name, value]) => ({ name, value: String(value) }));
}
