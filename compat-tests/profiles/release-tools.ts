// The command line tools of a release against a broker: a topic is made with a config of that time, written, read by
// a group, and described. Up to 3.5 they are in the jar of the broker.

import { execFile } from 'node:child_process';
import { javaCommand } from './apache-release.ts';
import type { Release } from './releases.ts';

const TIMEOUT_MS = 30_000;
const RECORDS = ['one', 'two', 'three'];

interface Step {
  readonly name: string;
  readonly words: readonly string[];
  readonly input?: string;
  /** What its output must have. */
  readonly expected: readonly string[];
}

const STEPS: readonly Step[] = [
  {
    name: 'creates a topic with a config of its time',
    words: [
      ...['kafka.admin.TopicCommand', '--create', '--topic', 'tools', '--partitions', '2'],
      ...['--config', 'message.timestamp.difference.max.ms=1000000'],
    ],
    expected: ['Created topic tools.'],
  },
  {
    name: 'describes it',
    words: ['kafka.admin.TopicCommand', '--describe', '--topic', 'tools'],
    expected: ['PartitionCount: 2', 'message.timestamp.difference.max.ms=1000000'],
  },
  {
    name: 'writes',
    words: ['kafka.tools.ConsoleProducer', '--topic', 'tools'],
    input: RECORDS.join('\n'),
    expected: [],
  },
  {
    name: 'reads as a group',
    words: [
      ...['kafka.tools.ConsoleConsumer', '--topic', 'tools', '--group', 'tools'],
      ...['--from-beginning', '--max-messages', String(RECORDS.length)],
    ],
    expected: RECORDS,
  },
  {
    name: 'describes the group',
    words: ['kafka.admin.ConsumerGroupCommand', '--describe', '--group', 'tools'],
    expected: ['LAG'],
  },
  {
    name: 'lists what the broker can do',
    words: ['kafka.admin.BrokerApiVersionsCommand'],
    expected: ['Produce(0)', 'UNSUPPORTED'],
  },
];

/** Whether a release has these tools in the jar of its broker. */
export function hasTools({ name }: Release): boolean {
  return name < '3.6';
}

export interface ToolsRun {
  readonly steps: number;
  /** What went otherwise than it should: one text for each step. */
  readonly failures: readonly string[];
}

/** Runs all steps, one after the other. */
export async function runTools(release: Release, port: number): Promise<ToolsRun> {
  const failures: string[] = [];
  for (const step of STEPS) {
    const [main = '', ...words] = step.words;
    const all = [main, '--bootstrap-server', `127.0.0.1:${port}`, ...words];
    const output = await outputOf([...javaCommand(release), ...all], step.input ?? '');
    const missing = step.expected.filter((text) => !output.includes(text));
    if (missing.length > 0) failures.push(`${step.name}: no ${missing.join(', ')} in\n${output}`);
  }
  return { steps: STEPS.length, failures };
}

/** Not waited for with everything at a standstill: the broker may be in this process. */
function outputOf(words: readonly string[], input: string): Promise<string> {
  return new Promise((resolve) => {
    const child = execFile('java', words, { timeout: TIMEOUT_MS }, (_error, stdout, stderr) =>
      resolve(`${stdout}${stderr}`),
    );
    child.stdin?.end(input);
  });
}
