// What is said to a request that cannot be done, and who may ask at all.

import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { serveAdmin } from '../../src/admin.ts';
import { serveBroker } from './admin-client.ts';

describe('a problem', () => {
  it.each([
    ['GET', '/topcs', 404, 'there is no /topcs: did you mean /topics?'],
    ['GET', '/nothing/like/it', 404, '/openapi.json has what there is'],
    ['GET', '/restart', 405, '/restart takes POST, not GET'],
    ['PUT', '/faults', 405, '/faults takes GET, POST, DELETE, not PUT'],
    ['GET', '/topics/order', 404, 'there is no topic order, did you mean orders?'],
    ['GET', '/topics/orders/records?limit=0', 400, 'limit must be a whole number of at least 1'],
    ['GET', '/topics/orders/records?limti=1', 400, 'there is no limti, did you mean limit?'],
    ['GET', '/topics/orders/records?limit=1&limit=2', 400, 'limit is given twice'],
    ['GET', '/topics/orders/wait', 400, 'records is missing'],
    ['GET', '/topics/orders/wait?recrods=1', 400, 'there is no recrods, did you mean records?'],
    ['GET', '/topics/orders/wait?records=1&timeout=soon', 400, 'timeout must be milliseconds, or'],
    ['GET', '/groups/g/wait?state=lagzero', 400, 'did you mean lag-zero?'],
    ['GET', '/groups/g/wait?state=empty&members=1', 400, 'members goes with state=stable alone'],
    ['GET', '/clock?by=1', 400, 'there is no by: nothing may stand there'],
    ['POST', '/snapshots/before/restore', 404, 'there is no snapshot before'],
    ['DELETE', '/brokers/broker-1', 404, 'there is no broker broker-1'],
    ['DELETE', '/faults/fault-1', 404, 'there is no fault fault-1'],
  ] as const)('of %s %s', async (method, path, status, sentence) => {
    const { client } = await serveBroker({ topics: { orders: 1 } });
    const answer = await client.send(method, path);
    expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
    expect(answer.body.detail).toContain(sentence);
    expect(answer.body.detail).not.toContain('\n');
  });

  it.each([
    ['/clock/advance', {}, 'by', 'by is missing'],
    [
      '/clock/advance',
      { by: '7 fortnights' },
      'by',
      "such as '30 s' or '7 days', of ten years at most, not",
    ],
    ['/clock/advance', { by: -1 }, 'by', 'not -1'],
    ['/clock/advance', { by: '9999 years' }, 'by', 'by must be'],
    ['/clock/advance', { for: 1 }, 'for', 'there is no for'],
    ['/clock/advance', 5, undefined, 'the body must be an object, not 5'],
    ['/faults', { kind: 'fial', api: 'Produce' }, 'kind', 'fail, delay, drop'],
    ['/faults', { kind: 'fail', api: 'Produec', error: 'NONE' }, 'api', 'did you mean Produce?'],
    ['/faults', { kind: 'fail', api: '*', error: 'NOT_CORDINATOR' }, 'error', 'NOT_COORDINATOR?'],
    ['/faults', { kind: 'delay', api: '*', by: 5, tims: 3 }, 'tims', 'did you mean times?'],
    ['/faults', { kind: 'drop', api: '*', partition: 1 }, 'topic', 'topic is missing'],
    ['/faults', { kind: 'drop', api: '*', times: 0.5 }, 'times', 'a whole number of at least 1'],
    ['/topics', { name: 'orders' }, 'name', 'there is a topic orders already'],
    ['/topics', { name: 'a b' }, undefined, 'topic a b cannot be created: Topic name is invalid'],
    ['/topics', { name: 'b', configs: { a: [] } }, 'configs.a', 'configs.a must be a text'],
  ])('of POST %s %j names %s', async (path, body, field, sentence) => {
    const { client } = await serveBroker({ topics: { orders: 1 } });
    const answer = await client.post(path, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.body.field).toBe(field);
    expect(answer.body.detail).toContain(sentence);
  });

  it('of a body that is no JSON, or has no end', async () => {
    const { client } = await serveBroker();
    const broken = await client.send('POST', '/clock/advance', { body: '{"by"' });
    expect(broken.body.detail).toContain('the body is no JSON');
    const endless = await client.send('POST', '/clock/advance', { body: ' '.repeat(2 << 20) });
    expect(endless).toMatchObject({
      status: 413,
      body: { detail: expect.stringContaining('1048576') },
    });
    expect((await client.get('/ready')).status).toBe(200);
  });

  it('of an id that is taken', async () => {
    const { client } = await serveBroker();
    await client.post('/snapshots', { id: 'before' });
    const { status, body } = await client.post('/snapshots', { id: 'before' });
    expect([status, body.detail]).toEqual([409, 'there is a snapshot before already']);
  });

  it('of the broker itself is one too, and is logged', async () => {
    const lines: string[] = [];
    const { broker, client } = await serveBroker({ log: (_, message) => lines.push(message) });
    broker.traffic.record = () => {
      throw new Error('out of paper');
    };
    const { status, body } = await client.post('/traffic/start');
    expect([status, body.detail]).toEqual([500, 'a fault of the broker: out of paper']);
    expect(lines).toContain('an admin request failed');
  });
});

/** What a server answers to these bytes. */
async function say(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  return text(socket);
}

describe('who may ask', () => {
  it.each(['localhost', 'LOCALHOST:80', '127.0.0.1:1', '127.3.2.1', '[::1]:9000'])(
    'who calls this machine %s',
    async (host) => {
      const { admin } = await serveBroker();
      const request = `GET /ready HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
      expect(await say(admin.port, request)).toContain('200 OK');
    },
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    '[::2]',
  ])('not who calls it %s', async (host) => {
    const { admin } = await serveBroker();
    const request = `POST /kill HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expect(await say(admin.port, request)).toContain('421 Misdirected Request');
  });

  it('no page of another origin', async () => {
    const { admin, client } = await serveBroker();
    const strange = await client.get('/ready', { origin: 'https://evil.example' });
    expect(strange.body.detail).toBe('pages of https://evil.example may not ask here');
    expect((await client.get('/ready', { origin: admin.url })).status).toBe(200);
  });

  it('whoever reaches it, on an address that others reach', async () => {
    const { broker } = await serveBroker();
    await using admin = await serveAdmin(broker, { host: '0.0.0.0' });
    const request = `GET /ready HTTP/1.1\r\nHost: klamm:8080\r\nConnection: close\r\n\r\n`;
    expect(await say(admin.port, request)).toContain('200 OK');
    expect(admin.url).toBe(`http://127.0.0.1:${admin.port}`);
  });
});

it.each([
  'GET / HTTP/1.1\r\n\r\n',
  'GET http://[ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'GET /topics/%ff%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'GET /?__proto__=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  'POST /faults HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'POST /faults HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 15\r\n\r\n{"__proto__":1}',
  '\0\0\0\x11\0\x12\0\x03\0\0\0\x01\0\x05admin',
])('hostile bytes end nothing: %j', async (bytes) => {
  const { admin, client } = await serveBroker();
  expect(await say(admin.port, bytes)).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect((await client.get('/ready')).status).toBe(200);
});

it('a client that goes away while it waits ends nothing', async () => {
  const { admin, client } = await serveBroker({ topics: { orders: 1 } });
  const socket = connect(admin.port, '127.0.0.1');
  socket.write('GET /topics/orders/wait?records=1&timeout=30 HTTP/1.1\r\nHost: localhost\r\n\r\n');
  socket.destroySoon();
  await client.get('/topics/orders/wait?records=1&timeout=60');
  expect((await client.get('/ready')).status).toBe(200);
});
