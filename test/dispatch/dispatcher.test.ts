import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import { MalformedMessageError } from '../../src/base/malformed-message-error.ts';
import { apiRanges } from '../../src/dispatch/api-range.ts';
import type { ClientConnection } from '../../src/dispatch/client-connection.ts';
import { Dispatcher } from '../../src/dispatch/dispatcher.ts';
import type { AnyHandler } from '../../src/dispatch/handler.ts';
import { defineHandler, NO_RESPONSE } from '../../src/dispatch/handler.ts';
import type { Services } from '../../src/dispatch/services.ts';
import { ApiVersions } from '../../src/protocol/generated/api-versions.ts';
import { Heartbeat } from '../../src/protocol/generated/heartbeat.ts';
import { encodeRequestFrame } from '../../src/protocol/request-frame.ts';
import { decodeResponseFrame } from '../../src/protocol/response-frame.ts';

const CONNECTION: ClientConnection = {
  id: 'c',
  listenerName: 'PLAINTEXT',
  remoteAddress: '127.0.0.1',
  remotePort: 1,
  localAddress: '127.0.0.1',
  localPort: 2,
  drain: () => {},
  onClose: () => () => {},
};

const REQUEST = { groupId: 'g', generationId: 3, memberId: 'm', groupInstanceId: null };

type Answer = { errorCode: ErrorCode } | typeof NO_RESPONSE;

function heartbeat(answer: () => Answer | Promise<Answer>): AnyHandler {
  return defineHandler(Heartbeat, {
    versions: [0, 4],
    handle: answer,
    failure: (errorCode) => ({ errorCode }),
  });
}

function dispatcher(...handlers: AnyHandler[]) {
  const services = { apis: apiRanges(handlers) } as unknown as Services;
  return new Dispatcher({ handlers, services, allocate: Buffer.allocUnsafe });
}

/** A Heartbeat as a frame without its size prefix. */
function frame(apiVersion: number, correlationId = 7): Buffer {
  const head = { apiVersion, correlationId, clientId: 'test' };
  return encodeRequestFrame(Heartbeat, head, REQUEST).subarray(4);
}

function errorCodeIn(reply: Buffer | null, apiVersion = 4): number {
  if (!reply) throw new Error('no reply');
  expect(reply.readInt32BE(0)).toBe(reply.length - 4);
  return decodeResponseFrame(Heartbeat, apiVersion, reply.subarray(4)).response.errorCode;
}

describe('the dispatcher', () => {
  it('answers at once what is handled at once', () => {
    const reply = dispatcher(heartbeat(() => ({ errorCode: ErrorCode.NONE }))).dispatch(
      frame(4, 42),
      CONNECTION,
    );
    expect(reply).toBeInstanceOf(Buffer);
    expect((reply as Buffer).readInt32BE(4)).toBe(42);
  });

  it.each([0, 1, 2, 3, 4])('answers version %i in its own layout', (apiVersion) => {
    const subject = dispatcher(heartbeat(() => ({ errorCode: ErrorCode.ILLEGAL_GENERATION })));
    const reply = subject.dispatch(frame(apiVersion), CONNECTION) as Buffer;
    expect(errorCodeIn(reply, apiVersion)).toBe(ErrorCode.ILLEGAL_GENERATION);
  });

  it('answers a request that has more bytes than it needs', () => {
    const subject = dispatcher(heartbeat(() => ({ errorCode: ErrorCode.NONE })));
    const bytes = Buffer.concat([frame(4), Buffer.from([1, 2])]);
    expect(errorCodeIn(subject.dispatch(bytes, CONNECTION) as Buffer)).toBe(ErrorCode.NONE);
  });

  it('answers later what takes time', async () => {
    const subject = dispatcher(heartbeat(async () => ({ errorCode: ErrorCode.NONE })));
    const reply = subject.dispatch(frame(4), CONNECTION);
    expect(reply).toBeInstanceOf(Promise);
    expect(errorCodeIn(await reply)).toBe(ErrorCode.NONE);
  });

  it('sends nothing when the handler says so', () => {
    const subject = dispatcher(heartbeat(() => NO_RESPONSE));
    expect(subject.dispatch(frame(4), CONNECTION)).toBeNull();
  });

  it.each([
    ['thrown', () => fail(ErrorCode.NOT_COORDINATOR)],
    ['rejected', () => Promise.reject(new KafkaError(ErrorCode.NOT_COORDINATOR))],
  ])('answers a KafkaError that is %s with its code', async (_how, answer) => {
    const reply = await dispatcher(heartbeat(answer)).dispatch(frame(4), CONNECTION);
    expect(errorCodeIn(reply)).toBe(ErrorCode.NOT_COORDINATOR);
  });

  it('does not turn a bug into an answer', async () => {
    const bug = () => Promise.reject(new TypeError('bug'));
    const reply = dispatcher(heartbeat(bug)).dispatch(frame(4), CONNECTION);
    await expect(reply).rejects.toThrow('bug');
  });
});

describe('a request that cannot be handled', () => {
  const subject = dispatcher(
    heartbeat(() => ({ errorCode: ErrorCode.NONE })),
    defineHandler(ApiVersions, {
      versions: [0, 4],
      handle: () => ({ errorCode: 0, apiKeys: [] }),
      failure: (errorCode) => ({ errorCode, apiKeys: [] }),
    }),
  );

  it('closes the connection when its API key is unknown', () => {
    const bytes = frame(4);
    bytes.writeInt16BE(999, 0);
    expect(() => subject.dispatch(bytes, CONNECTION)).toThrow(/unknown API key 999/);
  });

  it('closes the connection when its version is not served', () => {
    const bytes = frame(4);
    bytes.writeInt16BE(5, 2);
    expect(() => subject.dispatch(bytes, CONNECTION)).toThrow(/Heartbeat v5/);
  });

  it('passes over bytes after the message, as librdkafka 2.12 sends them', async () => {
    const bytes = Buffer.concat([frame(4), Buffer.from([1, 2, 3])]);
    expect(await subject.dispatch(bytes, CONNECTION)).toEqual(
      await subject.dispatch(frame(4), CONNECTION),
    );
  });

  it('is malformed when it is cut off anywhere', () => {
    const whole = frame(4);
    for (let length = 0; length < whole.length; length++) {
      const cut = whole.subarray(0, length);
      expect(() => subject.dispatch(cut, CONNECTION), `${length} bytes`).toThrow(
        MalformedMessageError,
      );
    }
  });

  it('is told what ApiVersions can do when it is ApiVersions of a later version', () => {
    const request = Buffer.alloc(12);
    request.writeInt16BE(ApiVersions.key, 0);
    request.writeInt16BE(77, 2);
    request.writeInt32BE(5, 4);
    const reply = subject.dispatch(request, CONNECTION) as Buffer;
    const { correlationId, response } = decodeResponseFrame(ApiVersions, 0, reply.subarray(4));
    expect(correlationId).toBe(5);
    expect(response.errorCode).toBe(ErrorCode.UNSUPPORTED_VERSION);
    expect(response.apiKeys).toMatchObject([{ apiKey: 18, minVersion: 0, maxVersion: 4 }]);
  });
});

function fail(code: ErrorCode): never {
  throw new KafkaError(code);
}
