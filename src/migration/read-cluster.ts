// Reads the metadata of a node from whichever of its directories has it: the log of the cluster metadata
// or, where the node was formatted and never started, the records it would begin with.

import type { FileSystem } from '../platform/file-system.ts';
import type { ClusterState } from './cluster-state.ts';
import type { Finding } from './findings.ts';
import type { KafkaDirectory } from './kafka-directory.ts';
import type { MetadataLogSummary } from './metadata-log.ts';
import {
  BOOTSTRAP_FILE,
  METADATA_DIRECTORY,
  readCheckpointFile,
  readMetadataLog,
} from './metadata-log.ts';
import { MetadataReplay } from './metadata-replay.ts';
import { MigrationError } from './migration-error.ts';

export interface ReadCluster {
  readonly state: ClusterState;
  readonly log: MetadataLogSummary;
  /** The directory that has the metadata. */
  readonly directory: KafkaDirectory;
  readonly notices: readonly Finding[];
}

export function readCluster(
  files: FileSystem,
  directories: readonly KafkaDirectory[],
): ReadCluster {
  const replay = new MetadataReplay();
  const directory = metadataDirectory(files, directories);
  const log = directory.hasMetadata
    ? readMetadataLog(files, `${directory.path}/${METADATA_DIRECTORY}`, replay)
    : EMPTY_LOG;
  const bootstrap = `${directory.path}/${BOOTSTRAP_FILE}`;
  if (replay.records === 0 && files.exists(bootstrap)) readCheckpointFile(files, bootstrap, replay);
  return { state: replay.state, log, directory, notices: noticesOf(log, replay.unfinishedRecords) };
}

const EMPTY_LOG: MetadataLogSummary = {
  snapshot: null,
  end: { offset: 0, epoch: 0 },
  tornBytes: 0,
  lostBytes: 0,
};

function metadataDirectory(
  files: FileSystem,
  directories: readonly KafkaDirectory[],
): KafkaDirectory {
  const having = directories.filter(({ hasMetadata }) => hasMetadata);
  const [only, another] = having;
  if (only && another) {
    throw new MigrationError(
      `the cluster metadata is in two directories, ${only.path} and ${another.path}: which one is metadata.log.dir?`,
    );
  }
  const formatted = directories.find(({ path }) => files.exists(`${path}/${BOOTSTRAP_FILE}`));
  const found = only ?? formatted;
  if (found) return found;
  throw new MigrationError(
    `the cluster metadata (${METADATA_DIRECTORY}) is not in ${directories.map(({ path }) => path).join(', ')}: give the directory of metadata.log.dir too`,
  );
}

function noticesOf(log: MetadataLogSummary, unfinished: number): Finding[] {
  const notices: Finding[] = [];
  const say = (kind: string, message: string) => notices.push({ kind, message, items: [] });
  if (log.lostBytes > 0) {
    say(
      'metadata-damaged',
      `the metadata log is damaged: it is read up to the damage, as Apache Kafka would, and the ${log.lostBytes} bytes behind it are lost`,
    );
  } else if (log.tornBytes > 0) {
    say('metadata-torn', `${log.tornBytes} bytes at the end of the metadata log were never whole`);
  }
  if (unfinished > 0) {
    say(
      'metadata-transaction',
      `${unfinished} metadata records of a transaction that never ended count for nothing`,
    );
  }
  return notices;
}
