// What Prometheus is told, after clients have done what is counted.

import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countRecords } from '../../src/admin/metrics/counted-records.ts';
import { errorCodesIn } from '../../src/admin/metrics/error-codes.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { batchOf } from '../handlers/support/data-path.ts';
import { WireClient } from '../support/wire-client.ts';
import type { AdminClient } from './admin-client.ts';
import { serveBroker } from './admin-client.ts';

type Samples = ReadonlyMap<string, number>;

/** Every sample by its name with labels, as the text has it. */
async function scrape(client: AdminClient): Promise<Samples> {
  const { body, contentType } = await client.get('/metrics');
  expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
  const lines = String(body)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name = '', value = ''] = /^(\S+?(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
      return [name, Number(value)];
    }),
  );
}

function kafkaOf(bootstrapServers: string): Kafka {
  return new Kafka({
    brokers: [bootstrapServers],
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 1 },
  });
}

const TOPIC = 'kafka_server_brokertopicmetrics';
const REQUEST = 'kafka_network_requestmetrics';

describe('/metrics', () => {
  it('counts messages and bytes in and out, requests, latencies, lag and log sizes', async () => {
    const { broker, client } = await serveBroker({ topics: { orders: 1 } });
    const kafka = kafkaOf(broker.bootstrapServers);
    const producer = kafka.producer();
    await producer.connect();
    const messages = ['one', 'two', 'three'].map((value) => ({ value }));
    await producer.send({ topic: 'orders', messages });
    await producer.disconnect();
    const consumer = kafka.consumer({ groupId: 'billing' });
    onTestFinished(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topic: 'orders', fromBeginning: true });
    await consumer.run({ autoCommitThreshold: 1, eachMessage: async () => {} });
    await client.get('/groups/billing/wait?state=lag-zero&timeout=60s');

    const samples = await scrape(client);
    expect(samples.get(`${TOPIC}_messagesin_total{topic="orders"}`)).toBe(3);
    expect(samples.get(`${TOPIC}_messagesout_total{topic="orders"}`)).toBe(3);
    const bytes = samples.get(`${TOPIC}_bytesin_total{topic="orders"}`);
    expect(bytes).toBeGreaterThan(61);
    expect(samples.get(`${TOPIC}_bytesout_total{topic="orders"}`)).toBe(bytes);
    expect(samples.get('kafka_log_log_size{topic="orders",partition="0"}')).toBe(bytes);
    expect(samples.get('kafka_log_log_logendoffset{topic="orders",partition="0"}')).toBe(3);
    expect(samples.get(`${REQUEST}_requests_total{request="Produce",version="7"}`)).toBe(1);
    expect(samples.get(`${REQUEST}_totaltimems_count{request="Produce"}`)).toBe(1);
    expect(samples.get(`${REQUEST}_totaltimems_bucket{le="+Inf",request="Produce"}`)).toBe(1);
    const place = 'consumergroup="billing",topic="orders",partition="0"';
    expect(samples.get(`kafka_consumergroup_lag{${place}}`)).toBe(0);
    expect(samples.get(`kafka_consumergroup_current_offset{${place}}`)).toBe(3);
    expect(samples.get('kafka_consumergroup_members{consumergroup="billing"}')).toBe(1);
  });

  it('counts errors by API, those of faults too, and keeps nothing of what was refused', async () => {
    const { broker, client } = await serveBroker({ topics: { orders: 1 } });
    broker.faults.fail('Produce', { topic: 'orders', times: 2, error: 'NOT_LEADER_OR_FOLLOWER' });
    const producer = kafkaOf(broker.bootstrapServers).producer();
    await producer.connect();
    await producer.send({ topic: 'orders', messages: [{ value: 'one' }] });
    await producer.disconnect();
    const samples = await scrape(client);
    const labels = 'request="Produce",error="NOT_LEADER_OR_FOLLOWER"';
    expect(samples.get(`${REQUEST}_errors_total{${labels}}`)).toBe(2);
    expect(samples.get(`${TOPIC}_messagesin_total{topic="orders"}`)).toBe(1);
  });

  it.each([9, 13])(
    'counts what is produced in version %i, also without an answer',
    async (version) => {
      const { broker, client } = await serveBroker({ topics: { orders: 1 } });
      const topicId = broker.running.services.metadata.topic('orders')?.id ?? '';
      const wire = await WireClient.connect({ port: broker.port });
      onTestFinished(() => wire.close());
      const partitionData = [{ index: 0, records: batchOf(['a', 'b']) }];
      const topicData = [{ name: 'orders', topicId, partitionData }] as never;
      await wire.send(Produce, version, { acks: -1, timeoutMs: 1_000, topicData });
      const before = await scrape(client);
      expect(before.get(`${TOPIC}_messagesin_total{topic="orders"}`)).toBe(2);
      wire.post(Produce as never, version, { acks: 0, timeoutMs: 1_000, topicData } as never);
      await client.get('/topics/orders/wait?records=4');
      const samples = await scrape(client);
      expect(samples.get(`${TOPIC}_messagesin_total{topic="orders"}`)).toBe(4);
    },
  );

  it('tells connections, the event loop and memory', async () => {
    const { broker, client } = await serveBroker();
    const wire = await WireClient.connect({ port: broker.port });
    onTestFinished(() => wire.close());
    const NETWORK = 'kafka_server_socket_server_metrics';
    await client.get('/topics');
    const samples = await scrape(client);
    expect(samples.has(`${NETWORK}_connection_count`)).toBe(true);
    expect(samples.has(`${NETWORK}_incoming_byte_total`)).toBe(true);
    expect(samples.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  it('forgets topics that were deleted, and goes on after a restart', async () => {
    const { broker, client } = await serveBroker({ topics: { orders: 1 } });
    const kafka = kafkaOf(broker.bootstrapServers);
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic: 'orders', messages: [{ value: 'one' }] });
    await producer.disconnect();
    await client.post('/restart');
    const name = `${TOPIC}_messagesin_total{topic="orders"}`;
    expect((await scrape(client)).get(name)).toBe(1);
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: ['orders'] });
    await admin.disconnect();
    expect((await scrape(client)).has(name)).toBe(false);
  });

  it('is of one broker, also where there are several', async () => {
    const [one, two] = [
      await serveBroker({ topics: { a: 1 } }),
      await serveBroker({ topics: { b: 1 } }),
    ];
    const size = (topic: string) => `kafka_log_log_size{topic="${topic}",partition="0"}`;
    const samples = [await scrape(one.client), await scrape(two.client)];
    expect(samples.map((each) => [each.has(size('a')), each.has(size('b'))])).toEqual([
      [true, false],
      [false, true],
    ]);
  });
});

describe('records are counted off the headers of batches', () => {
  const batch = batchOf(['a', 'b']);

  it.each([
    [Buffer.alloc(0), 0],
    [batch, 2],
    [Buffer.concat([batch, batch]), 4],
    [Buffer.concat([batch, batch.subarray(0, 30)]), 2],
    [Buffer.alloc(200, 0xff), 0],
    [Buffer.alloc(200, 2), 0x02020202],
  ])('case %#', (bytes, count) => {
    expect(countRecords(bytes)).toBe(count);
  });

  it('ends where a length leads nowhere', () => {
    const endless = Buffer.from(batch);
    endless.writeInt32BE(-12, 8);
    expect(countRecords(endless)).toBe(2);
  });
});

it('error codes are found wherever they are', () => {
  const response = {
    errorCode: 0,
    topics: [{ partitions: [{ errorCode: 3, records: Buffer.of(1) }, { errorCode: 0 }] }],
    groups: [{ acknowledgeErrorCode: -1, unknown: null }],
  };
  expect(errorCodesIn(response)).toEqual([3, -1]);
});
