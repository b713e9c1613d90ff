// Every tool of the command line, against the broker and against Apache Kafka.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToolHost } from '../support/tool-host.ts';
import type { Clusters, Outcome } from './two-clusters.ts';
import { both, bothUntil, klamm, startClusters } from './two-clusters.ts';

let clusters: Clusters;

beforeAll(async () => {
  clusters = await startClusters();
  // The records are of 1970: they would be too old to be kept.
  await done('topics', 'create', 'orders', '-p', '2', '-c', 'retention.ms=-1');
});

afterAll(() => Promise.all(clusters.brokers.map((broker) => broker[Symbol.asyncDispose]())));

/** Runs to success. */
async function done(...words: string[]): Promise<string> {
  const outcome = await both(clusters, words);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  return outcome.stdout;
}

async function fed(input: string, ...words: string[]): Promise<Outcome> {
  const outcome = await both(clusters, words, input);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  return outcome;
}

const RECORDS = [1, 2, 3, 4, 5, 6].map((n) => ({
  ...{ key: `k${n % 3}`, value: n === 6 ? null : `v${n}`, timestamp: n * 1_000 },
  ...{ partition: n % 2, headers: { n: `${n}` } },
}));
const LINES = RECORDS.map((record) => JSON.stringify(record)).join('\n');
const ALL = ['--from', 'earliest', '--until-end'];

describe('topics', () => {
  it('are created, described, grown and deleted', async () => {
    await done('topics', 'create', 'life', '-p', '2', '-r', '1', '-c', 'retention.ms=5000');
    expect(await done('topics', 'list')).toContain('life');
    await done('topics', 'list', '--json');
    await done('topics', 'grow', 'life', '4');
    const words = ['topics', 'describe', 'life', '--json'];
    const isGrown = ({ stdout }: Outcome) => stdout.includes('"partition": 3');
    expect(await bothUntil(clusters, words, isGrown)).toMatchObject({ code: 0 });
    await done('topics', 'delete', 'life');
  });

  it.each([
    [['topics', 'create', 'orders']],
    [['topics', 'create', 'no spaces']],
    [['topics', 'create', 'wide', '-r', '3']],
    [['topics', 'create', 'odd', '-c', 'no.such.config=1']],
    [['topics', 'grow', 'orders', '1']],
    [['topics', 'describe', 'ordres']],
    [['topics', 'delete', 'nothing-of-the-kind']],
  ])('%j is refused alike', async (words) => {
    expect(await both(clusters, words)).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('records', () => {
  it('are written and read in every form', async () => {
    await fed(LINES, 'produce', 'orders', '--json');
    const read = await done('consume', 'orders', ...ALL, '--json');
    expect(read.trim().split('\n')).toHaveLength(RECORDS.length);
    await done('consume', 'orders', ...ALL, '--format', '%t %p %o %k %v %h %T %D %K %V\\n');
    await done('consume', 'orders', ...ALL, '--keys', '-e', 'base64');
    await done('consume', 'orders', '--from', '-1', '--until-end', '-p', '1');
    await done('consume', 'orders', '--from', '@3000', '--until-end');
    await done('consume', 'orders', '--from', '1', '-n', '2', '-p', '0');
  });

  it.each(['gzip', 'snappy', 'lz4', 'zstd'])('with %s are the same', async (codec) => {
    await done('topics', 'create', `with-${codec}`);
    await fed(
      'a:1\nb:2\nc:\n',
      ...['produce', `with-${codec}`, '-k', ':', '-z', codec, '--null', ''],
    );
    expect(await done('consume', `with-${codec}`, ...ALL, '--keys')).toBe('a\t1\nb\t2\nc\t\n');
  });

  it('that are refused are told alike', async () => {
    await done('topics', 'create', 'compacted', '-c', 'cleanup.policy=compact');
    expect(await both(clusters, ['produce', 'compacted'], 'x\n')).toMatchObject({ code: 1 });
    expect(await both(clusters, ['produce', 'ordres'], 'x\n')).toMatchObject({ code: 1 });
    expect(await both(clusters, ['consume', 'orders', '-p', '9'])).toMatchObject({ code: 1 });
  });
});

describe('groups', () => {
  it('are joined, described, watched, moved and deleted', async () => {
    await done('topics', 'create', 'invoices');
    await fed('1\n2\n3\n', 'produce', 'invoices');
    const member = ['consume', 'invoices', '--group', 'billing', '--from', 'earliest'];
    expect(await done(...member, '--until-end')).toBe('1\n2\n3\n');
    await done('groups', 'watch', 'billing', '--until-zero');
    const isEmpty = ({ stdout }: Outcome) => stdout.includes('"state": "Empty"');
    await bothUntil(clusters, ['groups', 'describe', 'billing', '--json'], isEmpty);
    expect(await done('groups', 'list')).toContain('billing');
    await done('groups', 'reset', 'billing', '--all-topics', '--shift', '-2', '--dry-run');
    expect(await done('groups', 'reset', 'billing', '-t', 'invoices', '--to', '1')).toContain('1');
    await done('groups', 'lag', 'billing', '--json');
    expect(await done(...member, '-n', '1')).toBe('2\n');
    await done('groups', 'delete', 'billing');
    expect(await both(clusters, ['groups', 'lag', 'billing'])).toMatchObject({ code: 1 });
  });

  it('are shared with Java members, and are not moved meanwhile', async () => {
    const each = await Promise.all(
      clusters.brokers.map(async (broker) => {
        const tools = new ToolHost();
        const at = ['--bootstrap-server', `${broker.host}:${broker.port}`, '--topic', 'orders'];
        const group = ['--group', 'mixed', '--from-beginning'];
        const java = tools.start('kafka-console-consumer', [...at, ...group]);
        await java.until(({ stdout }) => stdout.includes('v5'));
        const words = ['consume', 'orders', '--group', 'mixed', '-n', '1'];
        const ours = klamm(broker, words);
        return { broker, tools, java, ours };
      }),
    );
    const words = ['groups', 'describe', 'mixed', '--json'];
    const isShared = ({ stdout }: Outcome) =>
      stdout.includes('"Stable"') && stdout.split('"client"').length === 3;
    await Promise.all(
      each.map(async ({ broker }) => {
        const outcome = await bothUntil({ brokers: [broker] }, words, isShared);
        const [described] = JSON.parse(outcome.stdout);
        expect(described).toMatchObject({ type: 'classic', state: 'Stable', assignor: 'range' });
      }),
    );
    const refused = await both(clusters, ['groups', 'reset', 'mixed', '-t', 'orders', '--to', '0']);
    expect(refused.stderr).toContain('group mixed has 2 members (it is Stable)');
    await fed('x\ny\nz\n', 'produce', 'orders', '-p', '0');
    await fed('x\ny\nz\n', 'produce', 'orders', '-p', '1');
    for (const { ours } of each) expect(await ours).toMatchObject({ code: 0, stdout: 'x\n' });
    for (const { java, tools } of each) {
      java.interrupt();
      await java.result();
      tools[Symbol.dispose]();
    }
  });

  it.each([
    ['consumer', 'kafka-console-consumer', ['--command-property', 'group.protocol=consumer']],
    ['share', 'kafka-console-share-consumer', []],
  ] as const)('of kind %s are described and watched', async (kind, tool, words) => {
    const each = clusters.brokers.map((broker) => {
      const tools = new ToolHost();
      const at = ['--bootstrap-server', `${broker.host}:${broker.port}`, '--topic', 'orders'];
      return { tools, run: tools.start(tool, [...at, '--group', `${kind}-group`, ...words]) };
    });
    const isStable = ({ stdout }: Outcome) =>
      stdout.includes('"Stable"') && stdout.includes('"assigned": [\n          {');
    const asked = ['groups', 'describe', `${kind}-group`, '--json'];
    const { stdout } = await bothUntil(clusters, asked, isStable);
    const [described] = JSON.parse(stdout);
    expect(described).toMatchObject({ type: kind, members: [{ assigned: [{ topic: 'orders' }] }] });
    for (const { run, tools } of each) {
      run.interrupt();
      await run.result();
      tools[Symbol.dispose]();
    }
  });
});

describe('configs', () => {
  it('are set, shown and taken back', async () => {
    await done('topics', 'create', 'settings');
    await done(
      'configs',
      'set',
      'topic',
      'settings',
      'retention.ms=60000',
      'segment.bytes=2097152',
    );
    const isSet = ({ stdout }: Outcome) => stdout.includes('60000');
    await bothUntil(clusters, ['configs', 'show', 'topic', 'settings'], isSet);
    await done('configs', 'set', 'topic', 'settings', 'retention.ms=');
    await done('configs', 'show', 'group', 'billing', '--json');
    await done('configs', 'set', 'group', 'billing', 'consumer.session.timeout.ms=50000');
  });

  it.each([
    [['configs', 'set', 'topic', 'settings', 'retention.ms=soon']],
    [['configs', 'set', 'topic', 'settings', 'no.such.config=1']],
    [['configs', 'show', 'topic', 'nothing-of-the-kind']],
    [['configs', 'show', 'broker', '7']],
  ])('%j is refused alike', async (words) => {
    expect(await both(clusters, words)).toMatchObject({ code: 1 });
  });
});

it('the cluster is found, told and waited for', async () => {
  await done('wait');
  expect(await done('cluster', '--json')).toContain('"port": PORT');
  expect(await done('doctor')).toContain('broker 0 sends clients to 127.0.0.1:PORT, where it is');
});
