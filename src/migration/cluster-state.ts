// The state of an Apache Kafka cluster as its metadata log tells it: topics, configs, features, producer ids,
// registrations. What Klamm has no use for is kept as the bytes that say it, so that it can be given back.

import type { Uuid } from '../base/uuid.ts';
import type { PartitionRecord } from '../protocol/generated/records/partition-record.ts';
import type { RegisterBrokerRecord } from '../protocol/generated/records/register-broker-record.ts';
import type { VotersRecord } from '../protocol/generated/records/voters-record.ts';

export interface ClusterTopic {
  readonly id: Uuid;
  readonly name: string;
  readonly partitions: Map<number, PartitionRecord>;
}

/** The configs that are set for one resource, whose type is the number that Apache Kafka gives it. */
export interface ClusterConfigs {
  readonly type: number;
  readonly name: string;
  readonly values: Map<string, string>;
}

/** What a record says that is kept as it is. */
export type CarriedKind =
  | 'acl'
  | 'scram'
  | 'delegation-token'
  | 'client-quota'
  | 'config'
  | 'feature';

/** A record that is kept as it is: its bytes as they stood in the metadata log. */
export interface CarriedRecord {
  readonly kind: CarriedKind;
  /** Tells it apart from the others of its kind. */
  readonly key: string;
  /** What a person calls it. */
  readonly label: string;
  readonly bytes: Buffer;
}

/** The state after the records that were replayed; begins empty. */
export class ClusterState {
  readonly topics = new Map<Uuid, ClusterTopic>();
  /** By type and name. */
  readonly configs = new Map<string, ClusterConfigs>();
  /** Finalized levels; the level 0 is not listed. */
  readonly features = new Map<string, number>();
  readonly brokers = new Map<number, RegisterBrokerRecord>();
  readonly controllers = new Set<number>();
  /** By kind and key. */
  readonly carried = new Map<string, CarriedRecord>();
  nextProducerId = 0;
  kraftVersion = 0;
  voters: VotersRecord['voters'] = [];
}
