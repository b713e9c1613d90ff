// Everything that an import has to know before it writes its first byte: whose directories these are, what
// their cluster is made of, which files go along. Throws with all refusals at once.

import type { FileSystem } from '../platform/file-system.ts';
import type { Move, PartitionTransfer } from './bring-partitions.ts';
import type { TransferMode } from './file-transfer.ts';
import type { Acceptable, Finding } from './findings.ts';
import type { ImportPlan } from './import-plan.ts';
import { planImport } from './import-plan.ts';
import { openKafkaDirectories } from './kafka-directory.ts';
import { MigrationError } from './migration-error.ts';
import { findOldFormat, partitionFiles } from './partition-files.ts';
import type { ReadCluster } from './read-cluster.ts';
import { readCluster } from './read-cluster.ts';

export interface ImportRequest {
  /** The log directories of the node, that of its metadata among them: absolute paths. */
  readonly sources: readonly string[];
  /** Where the data goes: absent, empty, or an import that was not finished. */
  readonly target: string;
  readonly mode: TransferMode;
  readonly accept: ReadonlySet<Acceptable>;
  /** Topics that are left out. */
  readonly without: ReadonlySet<string>;
  /** Only tell what would be done. */
  readonly dryRun: boolean;
}

/** Everything that is known before the first byte is written. */
export interface PreparedImport extends Move {
  readonly cluster: ReadCluster;
  readonly plan: ImportPlan;
}

/** Thinks the import out; throws MigrationError when it would lose or endanger data. */
export function prepareImport(files: FileSystem, request: ImportRequest): PreparedImport {
  const directories = openKafkaDirectories(files, request.sources);
  const cluster = readCluster(files, directories);
  const plan = planImport(cluster.state, directories, request);
  const refusals: Finding[] = [...plan.refusals];
  const transfers: PartitionTransfer[] = [];
  const oldFormat: string[] = [];
  for (const { topic, index, topicId, source } of plan.partitions) {
    if (!source) continue;
    const found = partitionFiles(files, source);
    const old = findOldFormat(files, source, found);
    if (old) oldFormat.push(`${source.path}/${old}`);
    if (found.isUntouched) continue;
    transfers.push({
      topic,
      index,
      topicId,
      path: source.path,
      source: source.source,
      files: found.files,
    });
  }
  if (oldFormat.length > 0) {
    const message = 'these segments are in a message format from before Apache Kafka 0.11';
    refusals.push({ kind: 'old-format', message, items: oldFormat });
  }
  if (refusals.length > 0) {
    throw new MigrationError('nothing was imported, for it would lose or endanger data', refusals);
  }
  return { directories, cluster, plan, transfers, target: request.target, mode: request.mode };
}
