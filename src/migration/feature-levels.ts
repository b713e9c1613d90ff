// The features of Apache Kafka 4.3: the levels that a cluster has which was never one of its own, and the
// versions of metadata records that go with a level of `metadata.version`.

export const METADATA_VERSION = 'metadata.version';
/** The lowest that Apache Kafka 4.3 starts on, 3.3-IV3. */
export const LOWEST_METADATA_VERSION = 7;

/** Those of a new cluster, but for eligible leader replicas, which one broker has no use for. */
export const NEW_CLUSTER_LEVELS: ReadonlyMap<string, number> = new Map([
  [METADATA_VERSION, 30],
  ['group.version', 1],
  ['share.version', 1],
  ['streams.version', 1],
  ['transaction.version', 2],
]);

/** From these levels of `metadata.version` on. */
const SINCE = {
  /** 3.4-IV0 */
  MIGRATING_BROKERS: 8,
  /** 3.7-IV2: replicas are assigned to directories */
  DIRECTORIES: 17,
  /** 3.9-IV0: voters are known from the log */
  DYNAMIC_QUORUM: 21,
  /** 4.0-IV1: eligible leader replicas */
  ELIGIBLE_REPLICAS: 23,
  /** 4.3-IV0: cordoned directories */
  CORDONED: 30,
} as const;

/** The versions in which a node of this level writes its records. */
export interface RecordVersions {
  readonly partition: number;
  readonly registerBroker: number;
  /** Whether records say in which directory a replica is. */
  readonly hasDirectories: boolean;
  /** Whether the quorum can know its voters from its log. */
  readonly hasDynamicQuorum: boolean;
}

export function recordVersions(level: number): RecordVersions {
  const hasDirectories = level >= SINCE.DIRECTORIES;
  return {
    partition: level >= SINCE.ELIGIBLE_REPLICAS ? 2 : hasDirectories ? 1 : 0,
    registerBroker: registerBrokerVersion(level),
    hasDirectories,
    hasDynamicQuorum: level >= SINCE.DYNAMIC_QUORUM,
  };
}

function registerBrokerVersion(level: number): number {
  if (level >= SINCE.CORDONED) return 4;
  if (level >= SINCE.DIRECTORIES) return 3;
  return level >= SINCE.MIGRATING_BROKERS ? 2 : 1;
}
