// The cluster as a client on one listener sees it: brokers with the addresses of that listener, partitions
// with the leaders and replicas that can be reached through it.

import { ErrorCode } from '../base/error-code.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import type { BrokerImage, MetadataImage, PartitionImage } from './metadata-image.ts';
import { NO_BROKER } from './metadata-image.ts';

/** Who looks: through which listener, and where that leads to the broker that is asked. */
export interface Viewer {
  readonly listenerName: string;
  readonly nodeId: number;
  readonly ownEndpoint: { readonly host: string; readonly port: number };
}

export interface BrokerView {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
  readonly isFenced: boolean;
}

/** The brokers that can be reached through the viewer's listener, by id; fenced ones only when asked for. */
export function viewBrokers(
  image: MetadataImage,
  viewer: Viewer,
  includeFenced = false,
): BrokerView[] {
  return [...image.brokers.values()]
    .filter((broker) => hasListener(broker, viewer) && (includeFenced || isActive(broker)))
    .sort((a, b) => a.id - b.id)
    .map((broker) => ({
      id: broker.id,
      ...endpointOf(broker, viewer),
      rack: broker.rack,
      isFenced: !isActive(broker),
    }));
}

const isActive = ({ epoch, fenced }: BrokerImage): boolean => epoch > 0 && !fenced;

const hasListener = ({ listeners }: BrokerImage, { listenerName }: Viewer): boolean =>
  listeners.some(({ name }) => name === listenerName);

/** The broker that is asked knows best how this client reached it. */
function endpointOf(broker: BrokerImage, viewer: Viewer): { host: string; port: number } {
  const listener = broker.listeners.find(({ name }) => name === viewer.listenerName);
  if (broker.id === viewer.nodeId || !listener) return viewer.ownEndpoint;
  return { host: listener.host, port: listener.port };
}

export interface PartitionView {
  readonly errorCode: ErrorCode;
  readonly partitionIndex: number;
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly replicaNodes: readonly number[];
  readonly isrNodes: readonly number[];
  readonly offlineReplicas: readonly number[];
}

/** A partition; its error says why it cannot be used through this listener, if so. */
export function viewPartition(
  image: MetadataImage,
  viewer: Viewer,
  partition: PartitionImage,
): PartitionView {
  const isReachable = (id: number) => {
    const broker = image.brokers.get(id);
    if (broker === undefined || !isActive(broker) || !hasListener(broker, viewer)) return false;
    return hasOnlineDirectory(broker, partition);
  };
  const leads = isReachable(partition.leader);
  return {
    errorCode: leads ? ErrorCode.NONE : leaderError(image, viewer, partition),
    partitionIndex: partition.partition,
    leaderId: leads ? partition.leader : NO_BROKER,
    leaderEpoch: partition.leaderEpoch,
    replicaNodes: partition.replicas,
    isrNodes: partition.isr,
    offlineReplicas: partition.replicas.filter((id) => !isReachable(id)),
  };
}

/** Whether the disk of a broker's replica is there; one that is not assigned yet will find one. */
function hasOnlineDirectory(
  { id, logDirectories }: BrokerImage,
  { replicas, directories }: PartitionImage,
): boolean {
  const directory = directories[replicas.indexOf(id)] ?? ZERO_UUID;
  return directory === ZERO_UUID || logDirectories.includes(directory);
}

function leaderError(image: MetadataImage, viewer: Viewer, { leader }: PartitionImage): ErrorCode {
  const broker = image.brokers.get(leader);
  const isElsewhere = broker !== undefined && !hasListener(broker, viewer);
  return isElsewhere ? ErrorCode.LISTENER_NOT_FOUND : ErrorCode.LEADER_NOT_AVAILABLE;
}
