// Apache Kafka's own DumpLogSegments over every file of a data directory. It ends with 0 whatever it finds:
// what counts are its words.

import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ToolHost } from '../support/tool-host.ts';

const SEGMENT_FILE = /^\d{20}\.(log|index|timeindex|txnindex|snapshot)$/;
const COMPLAINT =
  /isvalid: false|[Mm]ismatch|[Cc]orrupt|out of order|Non-consecutive|[0-9] is followed by|Exception|Error|not valid|cannot|fail/;

/** What the tool is to be asked for each kind of file. */
const WAYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  '.log': [['--deep-iteration', '--print-data-log'], ['--deep-iteration']],
  '.index': [['--index-sanity-check'], ['--verify-index-only'], []],
  '.timeindex': [['--index-sanity-check'], ['--verify-index-only'], []],
  '.txnindex': [[]],
  '.snapshot': [[]],
};

const DECODERS: Readonly<Record<string, string>> = {
  __consumer_offsets: '--offsets-decoder',
  __transaction_state: '--transaction-log-decoder',
  __share_group_state: '--share-group-state-decoder',
  __cluster_metadata: '--cluster-metadata-decoder',
};

export interface Dumped {
  readonly files: number;
  readonly runs: number;
  readonly complaints: readonly string[];
}

/** Dumps every file of the partitions below this directory; gives what the tool complained about. */
export async function dumpAll(tools: ToolHost, dataDirectory: string): Promise<Dumped> {
  const complaints: string[] = [];
  let runs = 0;
  const byWay = new Map<string, string[]>();
  for (const { file, partition } of segmentFiles(dataDirectory)) {
    for (const way of waysOf(file, partition)) {
      const key = JSON.stringify(way);
      byWay.set(key, [...(byWay.get(key) ?? []), file]);
    }
  }
  for (const [key, files] of byWay) {
    const way: string[] = JSON.parse(key);
    // The tool ends with the first file that it cannot read at all: those behind it are asked for anew.
    for (let rest = files; rest.length > 0; ) {
      const { dumped, said } = await dump(tools, way, rest);
      runs++;
      complaints.push(...said);
      rest = rest.slice(Math.max(1, dumped));
    }
  }
  const plain = complaints.map((each) => each.replaceAll(dataDirectory, 'DATA'));
  return { files: segmentFiles(dataDirectory).length, runs, complaints: plain };
}

/** One run of the tool: how many files it got to, and what it complained about. */
async function dump(
  tools: ToolHost,
  way: readonly string[],
  files: readonly string[],
): Promise<{ readonly dumped: number; readonly said: readonly string[] }> {
  const words = ['--files', files.join(','), ...way];
  const { code, stdout, stderr } = await tools.run('kafka-dump-log', words);
  const said = [...complaintsIn(stdout, way), ...complaintsIn(stderr, way)];
  if (code !== 0) said.push(`${way.join(' ')}: exit code ${code}\n${stderr.slice(0, 2000)}`);
  const dumped = stdout.match(/^Dumping /gm)?.length ?? 0;
  if (dumped !== files.length) {
    said.push(`${way.join(' ')}: ${dumped} of ${files.length} files were dumped`);
  }
  return { dumped, said };
}

function waysOf(file: string, partition: string): readonly (readonly string[])[] {
  const ways = WAYS[path.extname(file)] ?? [];
  const decoder = DECODERS[partition.slice(0, partition.lastIndexOf('-'))];
  return decoder !== undefined && file.endsWith('.log') ? [...ways, [decoder]] : ways;
}

function complaintsIn(text: string, way: readonly string[]): string[] {
  return text
    .split('\n')
    .filter((line) => COMPLAINT.test(line.replace(/ payload: .*/, '')))
    .map((line) => `${way.join(' ')}: ${line.slice(0, 300)}`);
}

function segmentFiles(dataDirectory: string): { file: string; partition: string }[] {
  return readdirSync(dataDirectory)
    .filter((name) => statSync(path.join(dataDirectory, name)).isDirectory())
    .flatMap((partition) =>
      readdirSync(path.join(dataDirectory, partition))
        .filter((name) => SEGMENT_FILE.test(name))
        .map((name) => ({ file: path.join(dataDirectory, partition, name), partition })),
    );
}
