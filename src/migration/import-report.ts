// What an import did, or would do, for a person and for programs.

import type { Brought } from './bring-partitions.ts';
import type { CarriedKind } from './cluster-state.ts';
import type { Finding } from './findings.ts';
import { describeFinding } from './findings.ts';
import type { OffsetAndEpoch } from './metadata-log.ts';
import type { PreparedImport } from './prepare-import.ts';
import { CONFIG_TYPE } from './record-appliers.ts';

export interface ImportReport {
  readonly target: string;
  readonly sources: readonly string[];
  readonly clusterId: string;
  readonly nodeId: number;
  readonly topics: number;
  readonly partitions: number;
  /** Resources with configs, by what they are. */
  readonly configs: Readonly<Record<string, number>>;
  readonly features: Readonly<Record<string, number>>;
  /** Where the metadata was read. */
  readonly metadata: { readonly snapshot: OffsetAndEpoch | null; readonly end: OffsetAndEpoch };
  readonly wasClean: boolean;
  /** Null when nothing was written, because only the report was asked for. */
  readonly written: Brought | null;
  readonly notices: readonly Finding[];
}

const CARRIED: Readonly<Record<CarriedKind, string>> = {
  acl: 'ACLs, kept without effect here: every client may do everything; of',
  scram: 'SCRAM credentials, kept without effect here; of',
  'delegation-token': 'delegation tokens, kept without effect here; of',
  'client-quota': 'client quotas, kept without effect here',
  config: 'configs of resources that are not known here, kept',
  feature: 'features',
};

export function reportOf(prepared: PreparedImport, written: Brought | null): ImportReport {
  const { cluster, plan, directories, target } = prepared;
  const { state, log, notices } = cluster;
  return {
    target,
    sources: directories.map(({ path }) => path),
    clusterId: directories[0].clusterId,
    nodeId: plan.nodeId,
    topics: plan.topics.length,
    partitions: plan.partitions.length,
    configs: countConfigs(prepared),
    features: Object.fromEntries(state.features),
    metadata: { snapshot: log.snapshot, end: log.end },
    wasClean: directories.every(({ wasClean }) => wasClean),
    written,
    notices: [...notices, ...carriedNotices(prepared), ...plan.notices],
  };
}

function countConfigs({ cluster, plan }: PreparedImport): Record<string, number> {
  const topics = new Set(plan.topics.map(({ name }) => name));
  const counts: Record<string, number> = {};
  for (const { type, name } of cluster.state.configs.values()) {
    if (type === CONFIG_TYPE.TOPIC && !topics.has(name)) continue;
    const [word = 'other'] = Object.entries(CONFIG_TYPE).find(([, code]) => code === type) ?? [];
    const key = word.toLowerCase().replace('_', '-');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function carriedNotices({ cluster }: PreparedImport): Finding[] {
  const labels = new Map<CarriedKind, string[]>();
  for (const { kind, label } of cluster.state.carried.values()) {
    labels.set(kind, [...(labels.get(kind) ?? []), label]);
  }
  return [...labels].map(([kind, items]) => ({
    kind,
    message: `${items.length} ${CARRIED[kind]}`,
    items: [...new Set(items)],
  }));
}

/** The report in sentences. */
export function describeImport(report: ImportReport): string {
  const { written, topics, partitions, clusterId, nodeId, target } = report;
  const what = `${topics} topics with ${partitions} partitions of cluster ${clusterId}, node ${nodeId}`;
  const lines = [
    written ? `imported ${what} into ${target}` : `would import ${what} into ${target}`,
    ...(written
      ? [
          `${written.linkedBytes} bytes are shared with the source, ${written.copiedBytes} were copied`,
        ]
      : []),
    ...(report.wasClean
      ? []
      : ['Apache Kafka was not stopped cleanly: the first start goes through the logs']),
    ...report.notices.map(describeFinding),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
