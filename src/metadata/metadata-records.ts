// The keys of the metadata store and the texts of its values: JSON with a schema number. The one place
// that knows them; everything else works with images.
//
//   meta/id                     the cluster's id
//   meta/features               finalized feature levels
//   brokers/<id>                a broker's registration
//   live/<id>                   that it is alive (leased); created with every registration
//   controller                  who is the controller (leased)
//   topicnames/<name>           name → id; taken and given back together with topics/<id>
//   topics/<id>                 name, number of partitions
//   p/<topic id>/<partition>    leader, epochs, replicas, ISR
//   ids/producer                the first producer id that nobody was given
//   config/<type>/<name>        the configs that are set; <default> stands for all brokers

import { assert } from '../base/assert.ts';
import type { Uuid } from '../base/uuid.ts';
import type {
  BrokerImage,
  ConfigResource,
  ConfigResourceType,
  PartitionImage,
} from './metadata-image.ts';

const SCHEMA = 1;
const DEFAULT_BROKER = '<default>';

export const CLUSTER_ID_KEY = 'meta/id';
export const FEATURES_KEY = 'meta/features';
export const CONTROLLER_KEY = 'controller';
export const PRODUCER_IDS_KEY = 'ids/producer';

export const brokerKey = (id: number): string => `brokers/${id}`;
export const liveKey = (id: number): string => `live/${id}`;
export const topicNameKey = (name: string): string => `topicnames/${name}`;
export const topicKey = (id: Uuid): string => `topics/${id}`;
export const partitionKey = (id: Uuid, partition: number): string => `p/${id}/${partition}`;
export const configRecordKey = ({ type, name }: ConfigResource): string =>
  `config/${type}/${type === 'broker' && name === '' ? DEFAULT_BROKER : name}`;

export interface ClusterIdRecord {
  readonly clusterId: string;
}
export interface FeaturesRecord {
  readonly levels: Readonly<Record<string, number>>;
}
export interface ControllerRecord {
  readonly brokerId: number;
}
export interface LiveRecord {
  readonly incarnationId: Uuid;
}
export interface TopicNameRecord {
  readonly id: Uuid;
}
export interface TopicRecord {
  readonly name: string;
  readonly partitions: number;
}
export interface ProducerIdsRecord {
  readonly next: number;
}
export interface ConfigRecord {
  readonly values: Readonly<Record<string, string>>;
}
/** A partition without what its key says. */
export type PartitionRecord = Omit<PartitionImage, 'partition' | 'revision'>;
/** A registration; whether the broker is alive is said by `live/<id>`. */
export type BrokerRecord = Omit<BrokerImage, 'epoch'>;

/** A record's text. */
export function encodeRecord<T extends object>(record: T): string {
  return JSON.stringify({ schema: SCHEMA, ...record });
}

/** The record in this text (the schema number stays in it: a copy without it would cost more than it is worth). */
export function decodeRecord<T extends object>(key: string, text: string): T {
  const record = JSON.parse(text) as { schema: number } & T;
  assert(record.schema === SCHEMA, `${key} has the unknown schema ${record.schema}`);
  return record;
}

/** What a key is about. */
export type ParsedKey =
  | { readonly kind: 'cluster-id' | 'features' | 'controller' | 'topic-name' | 'unknown' }
  | { readonly kind: 'broker' | 'live'; readonly brokerId: number }
  | { readonly kind: 'topic'; readonly topicId: Uuid }
  | { readonly kind: 'partition'; readonly topicId: Uuid; readonly partition: number }
  | { readonly kind: 'config'; readonly resource: ConfigResource };

export function parseKey(key: string): ParsedKey {
  const [head = '', second = '', third = ''] = key.split('/');
  switch (head) {
    case 'meta':
      if (second === 'id') return { kind: 'cluster-id' };
      return { kind: second === 'features' ? 'features' : 'unknown' };
    case 'controller':
      return { kind: 'controller' };
    case 'brokers':
      return { kind: 'broker', brokerId: Number(second) };
    case 'live':
      return { kind: 'live', brokerId: Number(second) };
    case 'topicnames':
      return { kind: 'topic-name' };
    case 'topics':
      return { kind: 'topic', topicId: second as Uuid };
    case 'p':
      return { kind: 'partition', topicId: second as Uuid, partition: Number(third) };
    case 'config':
      return { kind: 'config', resource: configResource(key, second) };
    default:
      return { kind: 'unknown' };
  }
}

/** A group's name may hold slashes, so the name is all that follows the type. */
function configResource(key: string, type: string): ConfigResource {
  const name = key.slice('config/'.length + type.length + 1);
  const isDefault = type === 'broker' && name === DEFAULT_BROKER;
  return { type: type as ConfigResourceType, name: isDefault ? '' : name };
}
