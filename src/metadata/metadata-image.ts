// The cluster as it is known at one revision: topics, partitions, brokers, configs, features. An image is
// never changed; a change makes the next one. Invariants: every topic is found by name and by id; its
// partitions are 0 … n-1; a leader is one of the ISR, the ISR is part of the replicas.

import type { Uuid } from '../base/uuid.ts';
import type { ImmutableMap } from './immutable-map.ts';
import type { Revision } from './meta-store.ts';

/** Stands for "no leader" and "no controller". */
export const NO_BROKER = -1;

export interface PartitionImage {
  readonly partition: number;
  /** The broker that leads it; NO_BROKER when none does. */
  readonly leader: number;
  readonly leaderEpoch: number;
  /** Counts every change of this record. */
  readonly partitionEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  /** Eligible leader replicas and the last known ones (KIP-966). */
  readonly elr: readonly number[];
  readonly lastKnownElr: readonly number[];
  readonly addingReplicas: readonly number[];
  readonly removingReplicas: readonly number[];
  /** The log directory of each replica, in the replicas' order (KIP-858). */
  readonly directories: readonly Uuid[];
  /** The revision that wrote this record: what a compare-and-set compares. */
  readonly revision: Revision;
}

export interface TopicImage {
  readonly id: Uuid;
  readonly name: string;
  readonly partitions: readonly PartitionImage[];
  /** The revision that wrote the topic's own record. */
  readonly revision: Revision;
}

/** Where a broker is reached through one of its listeners. */
export interface ListenerImage {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly securityProtocol: string;
}

export interface BrokerImage {
  readonly id: number;
  /** Grows with every registration; 0 while the broker is not alive. */
  readonly epoch: number;
  readonly incarnationId: Uuid;
  readonly listeners: readonly ListenerImage[];
  readonly rack: string | null;
  /** Those that are online. */
  readonly logDirectories: readonly Uuid[];
  /** Of these, the ones that get no new partitions (KIP-1066); left out: none. */
  readonly cordonedLogDirectories?: readonly Uuid[];
  /** Registered, but not to be given partitions or clients. */
  readonly fenced: boolean;
}

/** The resources that have configs. The default of all brokers is the broker named ''. */
export type ConfigResourceType = 'topic' | 'broker' | 'client-metrics' | 'group';

export interface ConfigResource {
  readonly type: ConfigResourceType;
  readonly name: string;
}

export interface ConfigImage {
  readonly resource: ConfigResource;
  readonly values: ReadonlyMap<string, string>;
  readonly revision: Revision;
}

export interface MetadataImage {
  readonly revision: Revision;
  readonly clusterId: string;
  /** The broker that is the controller; NO_BROKER when none is. */
  readonly controllerId: number;
  readonly topicsByName: ImmutableMap<TopicImage>;
  readonly topicsById: ImmutableMap<TopicImage>;
  /** By the name that metrics give it; only topics whose name metrics change or could confuse. */
  readonly topicsByMetricName: ImmutableMap<TopicImage>;
  readonly brokers: ReadonlyMap<number, BrokerImage>;
  /** By `configKey`. */
  readonly configs: ImmutableMap<ConfigImage>;
  /** Finalized feature levels by feature name. */
  readonly features: ReadonlyMap<string, number>;
  /** The revision that wrote them. */
  readonly featuresRevision: Revision;
}

/** The key of a resource among the configs of an image. */
export function configKey(resource: ConfigResource): string {
  return `${resource.type}/${resource.name}`;
}

const NO_CONFIGS: ReadonlyMap<string, string> = new Map();

/** The configs that are set for this resource. */
export function configsOf(
  image: MetadataImage,
  resource: ConfigResource,
): ReadonlyMap<string, string> {
  return image.configs.get(configKey(resource))?.values ?? NO_CONFIGS;
}

/** The brokers that can be given partitions and clients, by id. */
export function activeBrokers(image: MetadataImage): BrokerImage[] {
  const active = [...image.brokers.values()].filter((broker) => broker.epoch > 0 && !broker.fenced);
  return active.sort((a, b) => a.id - b.id);
}
