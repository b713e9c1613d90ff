// AlterConfigs and IncrementalAlterConfigs, thought out: each resource is checked as a whole and altered
// entirely or not at all; one that fails does not keep its neighbours from being altered.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { ConfigService } from './config-service.ts';
import { checkBrokerConfigs } from './configs/broker-config-validation.ts';
import type { ConfigTexts } from './configs/broker-properties.ts';
import type { ConfigChange } from './configs/config-change.ts';
import { changedTexts, requireWellFormed } from './configs/config-change.ts';
import { ConfigResourceCode, storedResourceType } from './configs/config-resource-type.ts';
import {
  checkClientMetricsConfigs,
  checkGroupConfigs,
  checkTopicConfigs,
} from './configs/config-validation.ts';
import type { MetaGuard, MetaOperation } from './meta-store.ts';
import { unchangedSince } from './meta-store.ts';
import type { ConfigResource, MetadataImage } from './metadata-image.ts';
import { configKey, configsOf } from './metadata-image.ts';
import type { MetadataPlan } from './metadata-plan.ts';
import type { ConfigRecord } from './metadata-records.ts';
import { configRecordKey, encodeRecord, topicKey } from './metadata-records.ts';

/** A resource and what is to become of its configs. */
export interface ResourceAlteration {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly changes: readonly ConfigChange[];
  /** True when configs that are not named are removed (AlterConfigs); false when they stay. */
  readonly replaceAll: boolean;
}

export interface AlterationResult {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly resourceType: number;
  readonly resourceName: string;
}

/** Sets the level of a logger; throws KafkaError. `validateOnly` is the planner's to know. */
export type LoggerAlteration = (alteration: ResourceAlteration) => void;

export interface AlterationContext {
  readonly image: MetadataImage;
  readonly configs: ConfigService;
  readonly alterLogger: LoggerAlteration;
}

/** Plans the alteration of these resources. */
export function planConfigAlteration(
  context: AlterationContext,
  alterations: readonly ResourceAlteration[],
): MetadataPlan<AlterationResult[]> {
  const operations: MetaOperation[] = [];
  const guards: MetaGuard[] = [];
  const answer = alterations.map((alteration): AlterationResult => {
    const { resourceType, resourceName } = alteration;
    try {
      requireOnce(alterations, alteration);
      const planned = alter(context, alteration);
      operations.push(...planned.operations);
      guards.push(...planned.guards);
      return { errorCode: ErrorCode.NONE, errorMessage: null, resourceType, resourceName };
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      return { errorCode: error.code, errorMessage: error.message, resourceType, resourceName };
    }
  });
  return { answer, operations, guards };
}

const badRequest = (message: string): KafkaError =>
  new KafkaError(ErrorCode.INVALID_REQUEST, message);

function requireOnce(all: readonly ResourceAlteration[], one: ResourceAlteration): void {
  const same = all.filter(
    ({ resourceType, resourceName }) =>
      resourceType === one.resourceType && resourceName === one.resourceName,
  );
  if (same.length > 1) throw badRequest('Each resource must appear at most once.');
}

type ResourcePlan = Pick<MetadataPlan<never>, 'operations' | 'guards'>;

const NOTHING_STORED: ResourcePlan = { operations: [], guards: [] };

function alter(context: AlterationContext, alteration: ResourceAlteration): ResourcePlan {
  const { resourceType, resourceName: name, changes, replaceAll } = alteration;
  requireWellFormed(changes);
  if (resourceType === ConfigResourceCode.BROKER_LOGGER && !replaceAll) {
    requireThisNode(context.configs, name);
    context.alterLogger(alteration);
    return NOTHING_STORED;
  }
  const type = storedResourceType(resourceType);
  if (type === null) throw badRequest(`Unknown resource type ${resourceType}`);
  if (type === 'broker') requireThisBroker(context.configs, name);
  const resource = { type, name };
  const current = configsOf(context.image, resource);
  const definitionOf = (config: string) => context.configs.tables.definition(type, config);
  const texts = changedTexts({ resource, current, changes, replaceAll, definitionOf });
  check(context, resource, texts);
  return storing(context.image, resource, texts);
}

function requireThisBroker({ nodeId }: ConfigService, name: string): void {
  if (name === '' || requireInteger(name) === nodeId) return;
  throw badRequest(`Unexpected broker id, expected ${nodeId}, but received ${name}`);
}

function requireThisNode({ nodeId }: ConfigService, name: string): void {
  if (requireInteger(name) === nodeId) return;
  throw badRequest(`Unexpected node id. Expected ${nodeId}, but received ${name}`);
}

function requireInteger(name: string): number {
  if (!/^[+-]?\d+$/.test(name)) throw badRequest(`Node id must be an integer, but it is: ${name}`);
  return Number(name);
}

function check(context: AlterationContext, resource: ConfigResource, texts: ConfigTexts): void {
  const { image, configs } = context;
  const { type, name } = resource;
  switch (type) {
    case 'topic':
      checkTopicConfigs(name, texts, configs);
      if (!image.topicsByName.has(name)) {
        const message = `The topic '${name}' does not exist.`;
        throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, message);
      }
      break;
    case 'broker': {
      const scope = name === '' ? 'all brokers' : 'this broker';
      checkBrokerConfigs(texts, scope, configs.brokerProperties());
      break;
    }
    case 'group':
      checkGroupConfigs(name, texts, configs);
      break;
    case 'client-metrics':
      checkClientMetricsConfigs(name, texts);
      break;
  }
}

function storing(image: MetadataImage, resource: ConfigResource, texts: ConfigTexts): ResourcePlan {
  const key = configRecordKey(resource);
  const known = image.configs.get(configKey(resource));
  const guards = [unchangedSince(key, known?.revision ?? 0)];
  const topic = resource.type === 'topic' ? image.topicsByName.get(resource.name) : undefined;
  if (topic) guards.push(unchangedSince(topicKey(topic.id), topic.revision));
  if (texts.size > 0) {
    const values = Object.fromEntries(texts);
    return { operations: [{ put: key, value: encodeRecord<ConfigRecord>({ values }) }], guards };
  }
  return { operations: known ? [{ delete: key }] : [], guards };
}
