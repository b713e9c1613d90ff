// Every API can say that a request has failed, in every version that is served: the answer is one that can be
// encoded, and the error is in it wherever the request names something.

import { describe, expect, it } from 'vitest';
import { loadSpecs } from '../../protocol-spec/generator/load.ts';
import { ByteReader } from '../../src/base/byte-reader.ts';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { AnyHandler, HandlerContext } from '../../src/dispatch/handler.ts';
import { allHandlers } from '../../src/handlers/all-handlers.ts';
import { allCodecs, encode } from '../protocol/all-codecs.ts';
import { Dice, randomMessage } from '../protocol/random-message.ts';

const codecs = allCodecs();
const requests = new Map(
  loadSpecs().flatMap(({ messages }) => messages.map((message) => [message.name, message])),
);
const CODE = ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
const REQUESTS_PER_VERSION = 6;

function randomRequest({ api }: AnyHandler, version: number, seed: number): unknown {
  const name = `${api.name}Request`;
  const message = requests.get(name);
  const codec = codecs.get(name);
  if (!message || !codec) throw new Error(`${name} is not in the spec`);
  const bytes = encode(codec, randomMessage(message, version, new Dice(seed)), version);
  return api.request.decode(new ByteReader(bytes), version);
}

/** Every value of a field whose name ends in `errorCode`, wherever it is. */
function errorCodesIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(errorCodesIn);
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    /errorCode$/i.test(name) ? [Number(field)] : errorCodesIn(field),
  );
}

describe('a failed request', () => {
  it.each(allHandlers.map((handler) => [handler.api.name, handler] as const))(
    'of %s is answered with its error in every version',
    (_name, handler) => {
      const [from, to] = handler.versions;
      const seen: number[] = [];
      for (let version = from; version <= to; version++) {
        for (let seed = 0; seed < REQUESTS_PER_VERSION; seed++) {
          const request = randomRequest(handler, version, seed);
          const context = { apiVersion: version } as HandlerContext;
          const response = handler.failure(CODE, request, context, 'why');
          const size = handler.api.response.size(response, version);
          expect(size).toBeGreaterThanOrEqual(0);
          seen.push(...errorCodesIn(response));
        }
      }
      expect(seen).toContain(CODE);
    },
  );
});
