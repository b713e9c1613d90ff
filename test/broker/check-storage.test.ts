// What `klamm check` finds in the directories that a broker has written, and in what was done to them.

import { describe, expect, it } from 'vitest';
import {
  checkStorage,
  Findings,
  findMetadata,
  NothingToCheckError,
} from '../../src/broker/check-storage.ts';
import { batchOf } from '../handlers/support/data-path.ts';
import { commitOffset, produceTo } from './support/requests.ts';
import { DATA, TestBroker } from './support/test-broker.ts';

interface Found {
  readonly lines: string[];
  readonly kind: string;
  readonly partitions: number;
}

function check(broker: TestBroker, ...paths: string[]): Found {
  const findings = new Findings();
  const places = paths.length === 0 ? [DATA] : paths;
  const metadata = findMetadata(broker.disk, places, findings);
  const checked = { isLive: false, findings, metadata, onProgress: () => {} };
  const reports = places.map((path) => checkStorage(broker.disk, path, checked));
  const lines = findings.all.map(
    ({ severity, rule, file }) => `${severity} ${rule} ${file.replace(/^\/data\d?\//, '')}`,
  );
  const partitions = reports.reduce((sum, report) => sum + report.partitions, 0);
  return { lines, kind: reports[0]?.kind ?? '', partitions };
}

/** A broker with a topic and a group that has committed, stopped cleanly. */
async function stoppedBroker(directories = [DATA]): Promise<TestBroker> {
  const broker = await TestBroker.started({ topics: 'orders:2', directories });
  const client = broker.connect();
  await produceTo(client, 'orders', ['a', 'b'], {
    producerId: 3,
    producerEpoch: 0,
    baseSequence: 0,
  });
  await commitOffset(client, 'group', 1);
  await broker.stop();
  return broker;
}

function write(broker: TestBroker, name: string, content: string | Buffer): void {
  broker.disk.writeFileAtomic(`${DATA}/${name}`, Buffer.from(content));
}

describe('the directory of a broker', () => {
  it('that was stopped has nothing wrong', async () => {
    const broker = await stoppedBroker();
    expect(check(broker)).toEqual({ lines: [], kind: 'Klamm', partitions: 2 });
  });

  it('that was killed has nothing wrong', async () => {
    const broker = await TestBroker.started({ topics: 'orders:2' });
    await produceTo(broker.connect(), 'orders', ['a', 'b']);
    const after = await broker.killed();
    await after.stop();
    expect(check(after).lines).toEqual([]);
  });

  it('knows the topics of another one whose metadata stand there', async () => {
    const broker = await stoppedBroker([DATA, '/data2']);
    const { lines, partitions } = check(broker, '/data2', DATA);
    expect(lines).toEqual([]);
    expect(partitions).toBe(2);
  });

  it.each<[string, string | Buffer, string]>([
    ['meta.properties', 'version=1\n', 'error meta-properties meta.properties'],
    ['.kafka_cleanshutdown', 'yes', 'error clean-shutdown .kafka_cleanshutdown'],
    ['.kafka_cleanshutdown', '{}', 'error clean-shutdown .kafka_cleanshutdown'],
    [
      'recovery-point-offset-checkpoint',
      '0\n2\norders 0 2\n',
      'error checkpoint recovery-point-offset-checkpoint',
    ],
    [
      'recovery-point-offset-checkpoint',
      '0\n1\norders 0 3\n',
      'error checkpoint-beyond recovery-point-offset-checkpoint',
    ],
    [
      'replication-offset-checkpoint',
      '0\n1\norders 0 3\n',
      'error checkpoint-beyond replication-offset-checkpoint',
    ],
    [
      'log-start-offset-checkpoint',
      '0\n1\norders 0 -1\n',
      'error checkpoint log-start-offset-checkpoint',
    ],
    [
      'cleaner-offset-checkpoint',
      '0\n1\nnobody 0 7\n',
      'warning checkpoint-unknown cleaner-offset-checkpoint',
    ],
    ['metadata.log', 'nonsense', 'warning metadata-torn metadata.log'],
    [
      'orders-0/partition.metadata',
      'version: 0',
      'error partition-metadata orders-0/partition.metadata',
    ],
    [
      'orders-0/partition.metadata',
      'version: 0\ntopic_id: bZ1qVcxXRr2_mXhHc0jVqA',
      'error partition-metadata orders-0/partition.metadata',
    ],
    [
      'orders-0/00000000000000000009.index',
      '',
      'warning orphan orders-0/00000000000000000009.index',
    ],
    ['orders-0/diary.txt', 'dear', 'note unknown-file orders-0/diary.txt'],
    [
      'orders-0/00000000000000000000.log.deleted',
      '',
      'note leftover orders-0/00000000000000000000.log.deleted',
    ],
    ['diary.txt', 'dear', 'note unknown-file diary.txt'],
    [
      'orders-0/00000000000000000002.snapshot',
      Buffer.alloc(10),
      'error snapshot orders-0/00000000000000000002.snapshot',
    ],
  ])('with another %s than it was (%j): %s', async (name, content, finding) => {
    const broker = await stoppedBroker();
    write(broker, name, content);
    expect(check(broker).lines).toContain(finding);
  });

  it('with partitions of nobody', async () => {
    const broker = await stoppedBroker();
    const id = '0123456789abcdef0123456789abcdef';
    for (const name of ['other-0', `orders-1.${id}-delete`, `orders-1.${id}-stray`]) {
      broker.disk.makeDirectory(`${DATA}/${name}`);
    }
    expect(check(broker).lines).toEqual([
      `note leftover orders-1.${id}-delete`,
      `note set-aside orders-1.${id}-stray`,
      'warning topic-unknown other-0',
      'warning partition-metadata other-0/partition.metadata',
    ]);
  });

  it('whose groups cannot be read', async () => {
    const broker = await stoppedBroker();
    const partition = broker.disk.list(DATA).find((name) => name.startsWith('__consumer_offsets-'));
    const path = `${DATA}/${partition}/00000000000000000000.log`;
    const file = broker.disk.open(path, 'write');
    const record = batchOf(['no key of a group']);
    record.writeBigInt64BE(BigInt(broker.disk.readFile(path).readInt32BE(23) + 1), 0);
    file.writeSync(record, file.size());
    file.close();
    expect(check(broker, `${DATA}/${partition}`).lines.join()).toContain('error stored-record');
  });
});

describe('what is checked by itself', () => {
  it('may be a partition', async () => {
    const broker = await stoppedBroker();
    expect(check(broker, `${DATA}/orders-0`)).toEqual({
      lines: [],
      kind: 'partition',
      partitions: 1,
    });
  });

  it('may be a segment', async () => {
    const broker = await stoppedBroker();
    const path = `${DATA}/orders-0/00000000000000000000.log`;
    expect(check(broker, path)).toMatchObject({ lines: [], kind: 'segment' });
    const bytes = broker.disk.readFile(path);
    write(broker, 'orders-0/00000000000000000000.log', bytes.fill(7, 70, 71));
    expect(check(broker, path).lines.join()).toContain('error');
  });

  it.each(['/nowhere', '/', `${DATA}/meta.properties`])('may not be %s', async (path) => {
    const broker = await stoppedBroker();
    expect(() => check(broker, path)).toThrow(NothingToCheckError);
  });
});
