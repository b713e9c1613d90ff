// Kafka Streams under fire: a word count with exactly-once processing on two instances, which are killed,
// as is the broker, while lines flow. What a reader of committed records sees of its output has to be each
// count once. Once for each group protocol; `run.ts [classic|streams]`.

import { ApiVersions } from '../../src/protocol/generated/api-versions.ts';
import { StreamsGroupHeartbeat } from '../../src/protocol/generated/streams-group-heartbeat.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import { Broker } from '../support/broker.ts';
import { whyNoJava } from '../support/jvm.ts';
import type { Summary } from '../support/summary.ts';
import { addSummaries, finish, finishSkipped } from '../support/summary.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runCourse } from './course.ts';
import type { GroupProtocol } from './instance.ts';
import { wordInput } from './word-input.ts';

const LINES = Number(process.env.KLAMM_STREAMS_LINES ?? 3_000);
/** Killed members and their transactions are given up soon. */
const PROPERTIES = {
  'group.min.session.timeout.ms': '500',
  'group.streams.min.session.timeout.ms': '500',
  'group.streams.session.timeout.ms': '2000',
  'group.streams.min.heartbeat.interval.ms': '100',
  'group.streams.heartbeat.interval.ms': '300',
  'group.streams.initial.rebalance.delay.ms': '0',
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': '500',
};
const CHECKS = 4;

async function run(protocol: GroupProtocol): Promise<Summary> {
  await using broker = await Broker.start({ properties: PROPERTIES, returnsSoon: true });
  if (protocol === 'streams' && !(await hasStreamsGroups(broker))) {
    process.stdout.write(`SKIPPED ${protocol}: the broker has no such groups\n`);
    return { passed: 0, failed: 0, skipped: CHECKS };
  }
  const startedAt = performance.now();
  const say = (line: string) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`${protocol} ${seconds.padStart(6)} s: ${line}\n`);
  };
  const topics = { lines: 'lines', counts: 'counts', windowed: 'windowed-counts' };
  const directory = temporaryDirectory();
  const application = { broker, protocol, id: `word-count-${protocol}`, topics, directory };
  try {
    const checks = await runCourse(application, wordInput(LINES), say);
    for (const { name, faults } of checks) {
      say(faults.length === 0 ? `ok ${name}` : `FAIL ${name}\n  ${faults.join('\n  ')}`);
    }
    const failed = checks.filter(({ faults }) => faults.length > 0).length;
    return { passed: checks.length - failed, failed, skipped: 0 };
  } catch (error) {
    say(`FAIL ${error}\n${broker.log()}`);
    return { passed: 0, failed: CHECKS, skipped: 0 };
  }
}

async function hasStreamsGroups({ port }: Broker): Promise<boolean> {
  const client = await WireClient.connect({ port });
  const software = { clientSoftwareName: 'compat', clientSoftwareVersion: '1' };
  const { apiKeys } = await client.send(ApiVersions, 3, software);
  await client.close();
  return apiKeys.some(({ apiKey }) => apiKey === StreamsGroupHeartbeat.key);
}

const reason = whyNoJava();
if (reason === undefined) {
  const all: readonly GroupProtocol[] = ['classic', 'streams'];
  const wanted = all.filter((name) => process.argv.length < 3 || process.argv.includes(name));
  let total: Summary = { passed: 0, failed: 0, skipped: 0 };
  for (const protocol of wanted) total = addSummaries(total, await run(protocol));
  finish(total);
} else {
  finishSkipped(`Kafka Streams: ${reason}`);
}
