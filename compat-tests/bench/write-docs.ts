// `node compat-tests/bench/write-docs.ts [--section NAME] RESULT.json…`: puts the tables of runs, each with its machine,
// versions and command, between the marks of docs/benchmarks.md: those of the broker as a whole (`all`), of groups and
// transactions (`coordinators`), or of brokers in a test (`test-kit`). What stands around them is written by hand.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../support/paths.ts';
import { formatBar, formatNumber, formatRatio } from './report.ts';
import type { Row, RunResult } from './results.ts';
import { rowsOf } from './results.ts';

const FILE = path.join(repositoryRoot, 'docs/benchmarks.md');
const SECTIONS = {
  all: ['<!-- run: written by compat-tests/bench/write-docs.ts -->', '<!-- /run -->'],
  coordinators: [
    '<!-- run of coordinators: written by compat-tests/bench/write-docs.ts -->',
    '<!-- /run of coordinators -->',
  ],
  'test-kit': [
    '<!-- run of test-kit: written by compat-tests/bench/write-docs.ts -->',
    '<!-- /run of test-kit -->',
  ],
} as const;

function document(result: RunResult): string {
  return [runParagraph(result), table(result), reachedLine(result)].join('\n\n');
}

function runParagraph(result: RunResult): string {
  const { processor, cores, memoryGigabytes, system } = result.machine;
  const versions = Object.entries(result.versions)
    .map(([name, version]) => `${name} ${version}`)
    .join('; ');
  const minutes = (result.tookSeconds / 60).toFixed(0);
  return [
    `\`${result.command}\` on ${result.startedAt.slice(0, 10)}, ${minutes} minutes, ${result.rounds} rounds`,
    `(medians). Machine: ${processor}, ${cores} cores, ${memoryGigabytes} GB, ${system}. ${versions}.`,
  ].join('\n');
}

function table(result: RunResult): string {
  const { reference, klamm, sink } = result.titles;
  const head = [
    'scenario',
    'figure',
    reference,
    klamm,
    'ratio',
    'bar',
    'reached',
    `limit (${sink})`,
  ];
  const rule = head.map((_, column) => (column < 2 ? '---' : '--:'));
  const rows = rowsOf(result);
  const cells = rows.map((row, index) => cellsOf(row, row.scenario !== rows[index - 1]?.scenario));
  return [head, rule, ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** The scenario is named in its first line only. */
function cellsOf(row: Row, isFirst: boolean): string[] {
  const { title, figure, reference, klamm, sink, ratio, isReached } = row;
  const verdict = isReached === null ? '' : isReached ? 'yes' : '**no**';
  return [
    isFirst ? title : '',
    figure.label,
    formatNumber(reference),
    formatNumber(klamm),
    formatRatio(ratio),
    formatBar(row),
    verdict,
    formatNumber(sink),
  ];
}

function reachedLine(result: RunResult): string {
  const judged = rowsOf(result).filter(({ isReached }) => isReached !== null);
  const reached = judged.filter(({ isReached }) => isReached === true);
  return `${reached.length} of ${judged.length} bars are reached.`;
}

const { values, positionals: resultFiles } = parseArgs({
  allowPositionals: true,
  options: { section: { type: 'string', default: 'all' } },
});
const section = SECTIONS[values.section as keyof typeof SECTIONS];
if (section === undefined) throw new Error(`the sections are ${Object.keys(SECTIONS).join(', ')}`);
const [begin, end] = section;
if (resultFiles.length === 0) throw new Error('which RESULT.json?');
const documents = resultFiles.map((file) => document(JSON.parse(readFileSync(file, 'utf8'))));
const before = readFileSync(FILE, 'utf8');
const [startAt, endAt] = [before.indexOf(begin), before.indexOf(end)];
if (startAt < 0 || endAt < startAt) throw new Error(`${FILE} has lost its marks`);
const after = `${before.slice(0, startAt)}${begin}\n\n${documents.join('\n\n')}\n\n${before.slice(endAt)}`;
writeFileSync(FILE, after);
