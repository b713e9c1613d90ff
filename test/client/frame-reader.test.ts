// Response frames out of bytes that come in pieces.

import { expect, it } from 'vitest';
import { ClientError } from '../../src/client/client-error.ts';
import { FrameReader } from '../../src/client/frame-reader.ts';

function frame(content: string): Buffer {
  const bytes = Buffer.alloc(4 + content.length);
  bytes.writeInt32BE(content.length);
  bytes.write(content, 4);
  return bytes;
}

function readIn(pieces: number, ...contents: string[]): string[] {
  const frames: string[] = [];
  const reader = new FrameReader((bytes) => frames.push(bytes.toString()));
  const bytes = Buffer.concat(contents.map(frame));
  const size = Math.ceil(bytes.length / pieces);
  for (let at = 0; at < bytes.length; at += size) reader.take(bytes.subarray(at, at + size));
  return frames;
}

it.each([1, 2, 3, 7, 30])('frames come out whole, however many pieces come in (%i)', (pieces) => {
  expect(readIn(pieces, 'first', 'second one', 'third')).toEqual(['first', 'second one', 'third']);
});

it.each([
  ['HTTP/1.1 400 Bad Request', 'it speaks HTTP'],
  ['\x15\x03\x03\x00\x02\x02\x46', 'it speaks TLS'],
  ['\xff\xff\xff\xff', 'it begins with 0xffffffff'],
])('what is no broker is named', (bytes, what) => {
  const reader = new FrameReader(() => {});
  expect(() => reader.take(Buffer.from(bytes, 'latin1'))).toThrow(ClientError);
  const again = new FrameReader(() => {});
  expect(() => again.take(Buffer.from(bytes, 'latin1'))).toThrow(what);
});
