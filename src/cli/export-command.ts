// `klamm export`: from words to a report that ends with the command that starts Apache Kafka.

import { resolve } from 'node:path';
import type { ExportReport } from '../migration/export.ts';
import { exportToKafka } from '../migration/export.ts';
import { describeFinding } from '../migration/findings.ts';
import type { ExportArguments } from './export-arguments.ts';
import { asMigrationError, migrationWorld } from './import-command.ts';

const DEFAULT_DATA = './klamm-data';

/** Exports and reports. Throws MigrationError, with nothing changed, when it cannot. */
export async function runExport(given: ExportArguments): Promise<void> {
  const { nodeId = null, host, port, controllerPort } = given;
  const report = await exportToKafka(migrationWorld(), {
    sources: (given.data ?? [DEFAULT_DATA]).map((path) => resolve(path)),
    target: resolve(given.directory),
    mode: given.link ? 'link' : given.copy ? 'copy' : 'auto',
    topics: new Set(given.topic),
    nodeId,
    host,
    port,
    controllerPort,
  }).catch((error: unknown) => {
    throw asMigrationError(error);
  });
  process.stdout.write(given.json ? `${JSON.stringify(report)}\n` : describeExport(report));
}

function describeExport(report: ExportReport): string {
  const { topics, partitions, clusterId, nodeId, target, written } = report;
  const lines = [
    `exported ${topics} topics with ${partitions} partitions of cluster ${clusterId}, node ${nodeId}, to ${target}`,
    `${written.linkedBytes} bytes are shared with the source, ${written.copiedBytes} were copied`,
    ...report.notices.map(describeFinding),
    `kafka-server-start.sh ${report.serverProperties} starts Apache Kafka on it`,
  ];
  return lines.map((line) => `${line}\n`).join('');
}
