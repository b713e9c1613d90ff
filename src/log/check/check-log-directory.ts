// Checks a log directory: whose it is, the checkpoints, and every partition directory in it with what the
// checkpoints say about it. It knows Klamm's directories and Apache Kafka's.

import type { Uuid } from '../../base/uuid.ts';
import type { FileSystem } from '../../platform/file-system.ts';
import { LogDirectoryError, readMetaProperties } from '../meta-properties.ts';
import { isDeletedDirectory, parsePartitionDirectory } from '../partition-name.ts';
import type { RecordDecoder } from './check-batch.ts';
import type { PartitionExpectations, PartitionReport } from './check-partition.ts';
import { checkPartition } from './check-partition.ts';
import { DirectoryCheckpoints, isCheckpointName } from './directory-checkpoints.ts';
import { Findings } from './finding.ts';

const CLEAN_SHUTDOWN_FILE = '.kafka_cleanshutdown';
const META_PROPERTIES = 'meta.properties';
/** Apache Kafka's metadata, which is closed and recovered apart from the other logs. */
const CLUSTER_METADATA = '__cluster_metadata';
const SET_ASIDE = /\.[0-9a-f]{32}-(stray|future)$/;
const KNOWN_FILE = /^(metadata\.log|bootstrap\.checkpoint|\.lock.*)$/;
const LEFTOVER = /\.(tmp|rewrite)$/;

/** What the cluster's metadata says of a topic. */
export interface TopicExpectations {
  readonly topicId: Uuid;
  /** Whether the topic's records are cleaned; left out: not known. */
  readonly isCompacted?: boolean;
}

export interface DirectoryOptions {
  /** Whether a broker is using it at this moment. */
  readonly isLive?: boolean;
  readonly findings?: Findings;
  /** What the metadata says of a topic; null: it does not know it. Left out: there is no metadata. */
  readonly topic?: (name: string) => TopicExpectations | null;
  /** How records of an internal topic are decoded; null: the topic is nobody's but its users'. */
  readonly decoder?: (topic: string) => RecordDecoder | null;
  readonly producerExpiryMs?: number;
  readonly onProgress?: (bytes: number) => void;
}

export interface DirectoryReport {
  readonly findings: Findings;
  readonly kind: 'Klamm' | 'Apache Kafka' | 'unknown';
  readonly partitions: number;
  readonly segments: number;
  readonly batches: number;
}

/** Checks a log directory. Throws StorageError when it cannot be read. */
export function checkLogDirectory(
  fileSystem: FileSystem,
  path: string,
  options: DirectoryOptions = {},
): DirectoryReport {
  return new DirectoryCheck(fileSystem, path, options).run();
}

/** Whether this is a log directory, and not that of a partition. */
export function isLogDirectory(fileSystem: FileSystem, path: string): boolean {
  const names = fileSystem.list(path);
  return names.some((name) => name === META_PROPERTIES || isCheckpointName(name));
}

/** What a log directory knows about one of its partitions, for a check of that partition alone. */
export function expectationsFrom(
  fileSystem: FileSystem,
  path: string,
  partition: string,
): Pick<PartitionExpectations, 'isClean' | 'recoveryPoint' | 'logStartOffset'> {
  const checkpoints = new DirectoryCheckpoints(fileSystem, path, new Findings());
  const isClean = fileSystem.exists(`${path}/${CLEAN_SHUTDOWN_FILE}`);
  return {
    isClean,
    recoveryPoint: checkpoints.recoveryPoint(partition),
    ...(isClean && { logStartOffset: checkpoints.logStartOffset(partition) }),
  };
}

class DirectoryCheck {
  readonly #fileSystem: FileSystem;
  readonly #path: string;
  readonly #options: DirectoryOptions;
  readonly #findings: Findings;
  readonly #checkpoints: DirectoryCheckpoints;
  readonly #names: readonly string[];
  readonly #isClean: boolean;
  #partitions = 0;
  #segments = 0;
  #batches = 0;

  constructor(fileSystem: FileSystem, path: string, options: DirectoryOptions) {
    this.#fileSystem = fileSystem;
    this.#path = path;
    this.#options = options;
    this.#findings = options.findings ?? new Findings();
    this.#names = fileSystem.list(path);
    this.#isClean = this.#names.includes(CLEAN_SHUTDOWN_FILE);
    this.#checkpoints = new DirectoryCheckpoints(fileSystem, path, this.#findings);
  }

  run(): DirectoryReport {
    this.#checkMetaProperties();
    if (this.#isClean) this.#checkCleanShutdown();
    for (const name of this.#names) {
      const partition = parsePartitionDirectory(name);
      const isDirectory = this.#isDirectory(name);
      if (partition && isDirectory) this.#checkPartition(name, partition.topic);
      else this.#reportOther(name, isDirectory);
    }
    this.#checkpoints.reportUnknown(new Set(this.#names));
    return {
      findings: this.#findings,
      kind: this.#kind(),
      partitions: this.#partitions,
      segments: this.#segments,
      batches: this.#batches,
    };
  }

  #checkPartition(name: string, topic: string): void {
    const { isLive = false, producerExpiryMs, decoder, onProgress } = this.#options;
    const known = this.#options.topic?.(topic);
    const directory = `${this.#path}/${name}`;
    if (known === null) {
      this.#findings.about(directory).warning('topic-unknown', 'the metadata knows no such topic');
    }
    const isMetadata = topic === CLUSTER_METADATA;
    const report = checkPartition(this.#fileSystem, directory, {
      isClean: this.#isClean && !isMetadata,
      recoveryPoint: isMetadata ? 0 : this.#checkpoints.recoveryPoint(name),
      // What a crash has left of the checkpoint may be older than the epochs.
      ...(this.#isClean && { logStartOffset: this.#checkpoints.logStartOffset(name) }),
      isLive,
      findings: this.#findings,
      decode: decoder?.(topic) ?? null,
      ...known,
      ...(producerExpiryMs !== undefined && { producerExpiryMs }),
      ...(onProgress && { onProgress }),
    });
    this.#partitions++;
    this.#segments += report.segments;
    this.#batches += report.batches;
    if (!isLive && !isMetadata) this.#holdAgainstCheckpoints(name, report);
  }

  #holdAgainstCheckpoints(name: string, { logEndOffset, firstOffset }: PartitionReport): void {
    this.#checkpoints.check(name, { logEndOffset, firstOffset, isClean: this.#isClean });
  }

  #checkMetaProperties(): void {
    const findings = this.#findings.about(`${this.#path}/${META_PROPERTIES}`);
    try {
      const found = readMetaProperties(this.#fileSystem, this.#path);
      if (!found) findings.warning('meta-properties', 'it is missing: whose directory this is?');
    } catch (error) {
      if (!(error instanceof LogDirectoryError)) throw error;
      findings.error('meta-properties', 'it is not that of a broker, version 1');
    }
  }

  #checkCleanShutdown(): void {
    const file = `${this.#path}/${CLEAN_SHUTDOWN_FILE}`;
    const findings = this.#findings.about(file);
    try {
      const { version, brokerEpoch } = JSON.parse(this.#fileSystem.readFile(file).toString());
      if (version === 0 && Number.isInteger(brokerEpoch)) return;
      findings.error('clean-shutdown', `the version is ${version}, the epoch ${brokerEpoch}`);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      findings.error('clean-shutdown', 'it is not JSON');
    }
  }

  #reportOther(name: string, isDirectory: boolean): void {
    const findings = this.#findings.about(`${this.#path}/${name}`);
    if (isDirectory && isDeletedDirectory(name)) {
      findings.note('leftover', 'a deleted partition: it will be removed');
    } else if (isDirectory && SET_ASIDE.test(name)) {
      findings.note('set-aside', 'a partition that is not served: it was not looked into');
    } else if (!isDirectory && LEFTOVER.test(name)) {
      findings.note('leftover', 'left behind, of no use any more');
    } else if (isDirectory || !this.#isKnown(name)) {
      findings.note('unknown-file', 'nothing that a broker keeps here');
    }
  }

  #isKnown(name: string): boolean {
    const isOurs = name === META_PROPERTIES || name === CLEAN_SHUTDOWN_FILE;
    return isOurs || isCheckpointName(name) || KNOWN_FILE.test(name);
  }

  #isDirectory(name: string): boolean {
    return this.#fileSystem.stat(`${this.#path}/${name}`).isDirectory;
  }

  #kind(): DirectoryReport['kind'] {
    if (this.#names.includes('metadata.log')) return 'Klamm';
    const isKafka = [`${CLUSTER_METADATA}-0`, 'bootstrap.checkpoint'];
    return this.#names.some((name) => isKafka.includes(name)) ? 'Apache Kafka' : 'unknown';
  }
}
