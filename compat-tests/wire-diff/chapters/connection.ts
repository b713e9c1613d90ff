// What happens to bytes that are no good request: answered, closed, or waited with.

import { ApiVersions } from '../../../src/protocol/generated/api-versions.ts';
import { ListOffsets } from '../../../src/protocol/generated/list-offsets.ts';
import { encodeRequestFrame } from '../../../src/protocol/request-frame.ts';
import type { Chapter, Side } from '../side.ts';

const CLIENT = { name: 'wire-diff', version: '1.0' };
const SHORT_WAIT_MS = 400;

export const connection: Chapter = {
  title: 'connection',

  async run(side) {
    await apiVersions(side);
    await noRequests(side);
    await badSizes(side);
    await pipelined(side);
  },
};

async function apiVersions(side: Side): Promise<void> {
  for (const version of [0, 1, 2, 3, 4]) {
    const answer = await side.compare('', ApiVersions, version, {
      clientSoftwareName: CLIENT.name,
      clientSoftwareVersion: CLIENT.version,
    });
    for (const { apiKey, ...range } of answer?.apiKeys ?? []) {
      side.note(`range of API ${apiKey} in v${version}`, range);
    }
  }
  const badNames = ['', '-a', 'a b', 'ä', 'a_b', 'a.b-', '.', 'a'.repeat(300)];
  for (const [index, clientSoftwareName] of badNames.entries()) {
    await side.compare(`software name ${index}`, ApiVersions, 3, {
      clientSoftwareName,
      clientSoftwareVersion: CLIENT.version,
    });
  }
  const badVersions = ['', '1 0', '1.0-SNAPSHOT', 'v1_2'];
  for (const [index, clientSoftwareVersion] of badVersions.entries()) {
    await side.compare(`software version ${index}`, ApiVersions, 3, {
      clientSoftwareName: CLIENT.name,
      clientSoftwareVersion,
    });
  }
}

async function noRequests(side: Side): Promise<void> {
  const noTags = Buffer.alloc(1);
  for (const version of [5, 99, 32767, -1]) {
    const bytes = header(18, version);
    await side.compareBytes(`ApiVersions v${version}`, framed(bytes, noTags));
    await side.compareBytes(`ApiVersions v${version} without tags`, framed(bytes));
    await side.compareBytes(`ApiVersions v${version} and more`, framed(bytes, Buffer.alloc(9)));
  }
  await side.compareBytes('Metadata v99', framed(header(3, 99)));
  await side.compareBytes('Produce v2', framed(header(0, 2)));
  await side.compareBytes('Fetch v3', framed(header(1, 3)));
  await side.compareBytes('ListOffsets v0', framed(header(2, 0)));
  for (const key of [4, 7, 999, -1, 32767]) {
    await side.compareBytes(`API key ${key}`, framed(header(key, 0)));
  }
  await side.compareBytes('text', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
  await side.compareBytes(
    'a TLS hello',
    Buffer.from('16030100a5010000a10303', 'hex'),
    SHORT_WAIT_MS,
  );
  await side.compareBytes('a body cut off', framed(header(3, 1), Buffer.from([0, 0, 0, 9])));
  await side.compareBytes('a body left out', framed(header(3, 1)));
  await side.compareBytes('a list too long', framed(header(3, 1), Buffer.from('7fffffff', 'hex')));
  await side.compareBytes('no client id', framed(header(3, 1).subarray(0, 8)));
  await side.compareBytes('half a header', framed(Buffer.from([0, 18, 0])));
  await side.compareBytes('client id too long', framed(header(18, 0).fill(0x7f, 8, 10)));
  await side.compareBytes('trailing bytes, classic', trailing(5));
  await side.compareBytes('trailing bytes, flexible', trailing(6));
}

/** A good ListOffsets request with two bytes behind it. */
function trailing(apiVersion: number): Buffer {
  const head = { apiVersion, correlationId: 1, clientId: 'c' };
  const topics = [{ name: 'none-such', partitions: [{ partitionIndex: 0, timestamp: -1 }] }];
  const frame = encodeRequestFrame(ListOffsets, head, { replicaId: -1, topics });
  return framed(frame.subarray(4), Buffer.from([0, 0]));
}

async function badSizes(side: Side): Promise<void> {
  await side.compareBytes('an empty frame', Buffer.alloc(4));
  for (const size of [-1, -2147483648, 104_857_601, 2147483647]) {
    const prefix = Buffer.alloc(4);
    prefix.writeInt32BE(size);
    await side.compareBytes(`size ${size}`, Buffer.concat([prefix, header(18, 0)]));
  }
  const largest = Buffer.alloc(4);
  largest.writeInt32BE(104_857_600);
  const begun = Buffer.concat([largest, header(18, 0)]);
  await side.compareBytes('the largest size, begun', begun, SHORT_WAIT_MS);
  await side.compareBytes('a frame cut off', framed(header(18, 0)).subarray(0, 9), SHORT_WAIT_MS);
}

/** Several requests in one write are answered in order, those behind a bad one not at all. */
async function pipelined(side: Side): Promise<void> {
  await side.hangUp();
  const client = await side.connection();
  const frames = [11, 12, 13].map((id) => framed(header(18, 99, id), Buffer.alloc(1)));
  const answers = [1, 2].map(() => client.exchange(Buffer.alloc(0)));
  answers.push(client.exchange(Buffer.concat(frames)));
  const ids = (await Promise.all(answers)).map((answer) => answer.readInt32BE(0));
  side.note('pipelined answers', ids);
  await side.hangUp();
}

function header(apiKey: number, apiVersion: number, correlationId = 7): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeInt16BE(apiKey, 0);
  bytes.writeInt16BE(apiVersion, 2);
  bytes.writeInt32BE(correlationId, 4);
  bytes.writeInt16BE(2, 8);
  bytes.write('wd', 10);
  return bytes;
}

function framed(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}
