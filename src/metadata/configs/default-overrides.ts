// Where Klamm's defaults are not Apache Kafka's, because a developer's machine has one broker and no
// time to wait. DescribeConfigs shows these as the defaults that they are.

export const DEFAULT_OVERRIDES: Readonly<Record<string, number>> = {
  'group.initial.rebalance.delay.ms': 0,
  'group.streams.initial.rebalance.delay.ms': 0,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'share.coordinator.state.topic.replication.factor': 1,
  'share.coordinator.state.topic.min.isr': 1,
};
