import { describe, expect, it } from 'vitest';
import { MalformedMessageError } from '../../src/base/malformed-message-error.ts';
import { ApiVersions } from '../../src/protocol/generated/api-versions.ts';
import { Heartbeat } from '../../src/protocol/generated/heartbeat.ts';
import { encodeRequestFrame } from '../../src/protocol/request-frame.ts';
import { decodeRequestHeader, peekRequest } from '../../src/protocol/request-header.ts';
import {
  decodeResponseFrame,
  encodeResponseFrame,
  responseHeaderVersion,
} from '../../src/protocol/response-frame.ts';

const heartbeat = { groupId: 'g', generationId: 5, memberId: 'm' };

describe('a request', () => {
  it('has the header that its version asks for', () => {
    const plain = encodeRequestFrame(
      Heartbeat,
      { apiVersion: 3, correlationId: 7, clientId: 'me' },
      heartbeat,
    );
    expect(plain.toString('hex')).toBe(
      [
        '00000018',
        '000c',
        '0003',
        '00000007',
        '0002',
        '6d65',
        '0001',
        '67',
        '00000005',
        '0001',
        '6d',
        'ffff',
      ].join(''),
    );
    const flexible = encodeRequestFrame(
      Heartbeat,
      { apiVersion: 4, correlationId: 7, clientId: 'me' },
      heartbeat,
    );
    expect(flexible.toString('hex')).toBe(
      [
        '00000017',
        '000c',
        '0004',
        '00000007',
        '0002',
        '6d65',
        '00',
        '0267',
        '00000005',
        '026d',
        '00',
        '00',
      ].join(''),
    );
  });

  it.each([3, 4])('comes back from its frame (version %i)', (apiVersion) => {
    const head = { apiVersion, correlationId: -1, clientId: null };
    const frame = encodeRequestFrame(Heartbeat, head, heartbeat).subarray(4);
    expect(peekRequest(frame)).toEqual({ apiKey: 12, apiVersion, correlationId: -1 });
    const { body, ...header } = decodeRequestHeader(frame, apiVersion >= Heartbeat.flexibleFrom);
    expect(header).toEqual({ apiKey: 12, ...head });
    expect(Heartbeat.request.decode(body, apiVersion)).toEqual({
      ...heartbeat,
      groupInstanceId: null,
    });
    expect(body.remaining).toBe(0);
  });

  it('is malformed when it ends within its header', () => {
    const head = { apiVersion: 4, correlationId: 1, clientId: 'client' };
    const frame = encodeRequestFrame(Heartbeat, head, heartbeat).subarray(4);
    for (let length = 0; length < 8; length++) {
      expect(() => peekRequest(frame.subarray(0, length))).toThrow(MalformedMessageError);
    }
    for (let length = 0; length < 17; length++) {
      expect(() => decodeRequestHeader(frame.subarray(0, length), true)).toThrow(
        MalformedMessageError,
      );
    }
  });
});

describe('a response', () => {
  it('is one buffer of just its size, from whoever allocates', () => {
    const sizes: number[] = [];
    const allocate = (size: number): Buffer => {
      sizes.push(size);
      return Buffer.alloc(size, 0xff);
    };
    const answer = { apiVersion: 4, correlationId: 9 };
    const frame = encodeResponseFrame(Heartbeat, answer, { errorCode: 27 }, allocate);
    expect(frame.toString('hex')).toBe(
      ['0000000c', '00000009', '00', '00000000', '001b', '00'].join(''),
    );
    expect(sizes).toEqual([16]);
  });

  it.each([3, 4])('comes back from its frame (version %i)', (apiVersion) => {
    const frame = encodeResponseFrame(
      Heartbeat,
      { apiVersion, correlationId: 9 },
      { errorCode: 27 },
    );
    expect(decodeResponseFrame(Heartbeat, apiVersion, frame.subarray(4))).toEqual({
      correlationId: 9,
      response: { throttleTimeMs: 0, errorCode: 27 },
    });
  });

  it('has tagged fields in its header from the first flexible version on, but never for ApiVersions', () => {
    expect([0, 3, 4].map((version) => responseHeaderVersion(Heartbeat, version))).toEqual([
      0, 0, 1,
    ]);
    expect([0, 3, 4].map((version) => responseHeaderVersion(ApiVersions, version))).toEqual([
      0, 0, 0,
    ]);
  });
});
