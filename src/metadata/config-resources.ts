// Which resources have configs, and what DescribeConfigs answers for each. Throws KafkaError in the words
// of Apache Kafka for resources that are not there.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { requireTopicName } from '../base/topic-name.ts';
import { describeLoggers } from './broker-loggers.ts';
import type { ConfigService } from './config-service.ts';
import type { ConfigEntry } from './configs/config-description.ts';
import {
  describeBroker,
  describeClientMetrics,
  describeDefaultBroker,
  describeGroup,
  describeTopic,
} from './configs/config-description.ts';
import { ConfigResourceCode, storedResourceType } from './configs/config-resource-type.ts';
import type { Metadata } from './metadata.ts';
import { activeBrokers } from './metadata-image.ts';

const badRequest = (message: string): KafkaError =>
  new KafkaError(ErrorCode.INVALID_REQUEST, message);

/** All configs of this resource. */
export function describeResource(
  configs: ConfigService,
  metadata: Metadata,
  resourceType: number,
  name: string,
): ConfigEntry[] {
  switch (resourceType) {
    case ConfigResourceCode.TOPIC:
      return describeTopicOf(configs, metadata, name);
    case ConfigResourceCode.BROKER:
      return describeBrokerOf(configs, name);
    case ConfigResourceCode.BROKER_LOGGER:
      if (name === '') throw badRequest('Broker id must not be empty');
      requireThisBroker(configs, name, '');
      return describeLoggers(configs.logLevel);
    case ConfigResourceCode.CLIENT_METRICS:
      if (name === '') throw badRequest('Client metrics subscription name must not be empty');
      return describeClientMetrics(configs.overrides({ type: 'client-metrics', name }));
    case ConfigResourceCode.GROUP:
      if (name === '') throw badRequest('Group name must not be empty');
      return describeGroup(
        configs.brokerProperties(),
        configs.groupDefaults(),
        configs.validOverrides({ type: 'group', name }),
      );
    default:
      throw badRequest(`Unexpected resource type ${resourceType} for resource ${name}`);
  }
}

function describeTopicOf(configs: ConfigService, metadata: Metadata, name: string): ConfigEntry[] {
  requireTopicName(name);
  if (!metadata.topic(name)) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, '');
  return describeTopic(
    configs.brokerProperties(),
    configs.topicDefaults(),
    configs.validOverrides({ type: 'topic', name }),
  );
}

function describeBrokerOf(configs: ConfigService, name: string): ConfigEntry[] {
  if (name === '') return describeDefaultBroker(configs.brokerProperties());
  requireThisBroker(configs, name, ' or empty string,');
  return describeBroker(configs.brokerProperties());
}

function requireThisBroker({ nodeId }: ConfigService, name: string, alternative: string): void {
  if (!/^[+-]?\d+$/.test(name))
    throw badRequest(`Broker id must be an integer, but it is: ${name}`);
  if (Number(name) !== nodeId) {
    throw badRequest(`Unexpected broker id, expected ${nodeId}${alternative} but received ${name}`);
  }
}

/** The names of all resources of this kind: topics and brokers have configs even when none is set. */
export function listResourceNames(metadata: Metadata, resourceType: number): string[] {
  switch (resourceType) {
    case ConfigResourceCode.TOPIC:
      return metadata.topics().map(({ name }) => name);
    case ConfigResourceCode.BROKER:
    case ConfigResourceCode.BROKER_LOGGER:
      return activeBrokers(metadata.image).map(({ id }) => String(id));
    default: {
      const type = storedResourceType(resourceType);
      return [...metadata.image.configs.values()]
        .filter(({ resource }) => resource.type === type)
        .map(({ resource }) => resource.name)
        .sort();
    }
  }
}
