// Makes a broker part of the cluster: its registration, the sign that it is alive (whose revision is the
// broker epoch), and, while there is none, the office of controller. The first broker founds the cluster.

import { assert } from '../base/assert.ts';
import type { Uuid } from '../base/uuid.ts';
import { initialLevels } from './features.ts';
import type { MetaOperation, MetaStore } from './meta-store.ts';
import { absent } from './meta-store.ts';
import type { Metadata } from './metadata.ts';
import type { ListenerImage } from './metadata-image.ts';
import { NO_BROKER } from './metadata-image.ts';
import type {
  BrokerRecord,
  ClusterIdRecord,
  ControllerRecord,
  FeaturesRecord,
  LiveRecord,
} from './metadata-records.ts';
import {
  brokerKey,
  CLUSTER_ID_KEY,
  CONTROLLER_KEY,
  encodeRecord,
  FEATURES_KEY,
  liveKey,
} from './metadata-records.ts';
import type { ReleaseProfile } from './releases/release-profile.ts';

export interface BrokerRegistration {
  readonly id: number;
  /** Another one for every start of the broker. */
  readonly incarnationId: Uuid;
  readonly listeners: readonly ListenerImage[];
  readonly rack: string | null;
  readonly logDirectories: readonly Uuid[];
  /** The id of the cluster, should this broker found it. */
  readonly clusterId: string;
  /** The release that such a cluster is as; left out: 4.3. */
  readonly release?: ReleaseProfile | null | undefined;
}

/** The store's promise that this broker is alive, until it is given back. */
export interface Registered {
  readonly brokerEpoch: number;
  /** Takes the broker out of the cluster. */
  leave(): Promise<void>;
}

/**
 * Registers the broker for as long as its process lives. Not waited for by the device: every start writes
 * it anew, and whatever is written later makes it durable too.
 */
export async function registerBroker(
  store: MetaStore,
  metadata: Metadata,
  registration: BrokerRegistration,
): Promise<Registered> {
  const { id } = registration;
  const lease = await store.grantLease(Number.POSITIVE_INFINITY);
  const guards = [absent(liveKey(id))];
  const operations = [...founding(metadata, registration), ...joining(registration, lease)];
  if (metadata.image.controllerId === NO_BROKER) {
    guards.push(absent(CONTROLLER_KEY));
    const value = encodeRecord<ControllerRecord>({ brokerId: id });
    operations.push({ put: CONTROLLER_KEY, value, lease });
  }
  const result = await store.transact({ guards, operations, relaxed: true });
  assert(result.committed, `broker ${id} is registered already`);
  return { brokerEpoch: result.revision, leave: () => store.revokeLease(lease) };
}

function founding(
  { image }: Metadata,
  { clusterId, release }: BrokerRegistration,
): MetaOperation[] {
  if (image.clusterId !== '') return [];
  const levels = initialLevels(release ?? null);
  return [
    { put: CLUSTER_ID_KEY, value: encodeRecord<ClusterIdRecord>({ clusterId }) },
    { put: FEATURES_KEY, value: encodeRecord<FeaturesRecord>({ levels }) },
  ];
}

/** The registration stands before the sign of life: the epoch is given to a broker that is known. */
function joining(registration: BrokerRegistration, lease: string): MetaOperation[] {
  const { id, incarnationId, listeners, rack, logDirectories } = registration;
  const record = { id, incarnationId, listeners, rack, logDirectories, fenced: false };
  return [
    { put: brokerKey(id), value: encodeRecord<BrokerRecord>(record) },
    { put: liveKey(id), value: encodeRecord<LiveRecord>({ incarnationId }), lease },
  ];
}
