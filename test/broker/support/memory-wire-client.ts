// A client of a broker in this process: requests in, decoded answers out, in order.

import type { MemoryClient } from '../../../src/platform/memory-transport.ts';
import type { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import type { Api } from '../../../src/protocol/message.ts';
import { encodeRequestFrame } from '../../../src/protocol/request-frame.ts';
import { decodeResponseFrame } from '../../../src/protocol/response-frame.ts';

/** Turns of the event loop after which an answer that needs no time must be there. */
const PATIENCE = 500;

export class MemoryWireClient {
  readonly stream: MemoryClient;
  readonly #clock: VirtualClock;
  readonly #clientId: string;
  /** Bytes of `stream.received` that were given out as answers. */
  #consumed = 0;

  constructor(stream: MemoryClient, clock: VirtualClock, clientId: string) {
    this.stream = stream;
    this.#clock = clock;
    this.#clientId = clientId;
  }

  /** Sends a request and resolves with its answer; fails when none comes though time stands still. */
  async send<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    api: Api<Req, Res, ReqIn, ResIn>,
    apiVersion: number,
    request: ReqIn,
  ): Promise<Res> {
    this.post(api, apiVersion, request);
    return this.answer(api, apiVersion);
  }

  /** Sends a request whose answer comes later, or never. */
  post<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    api: Api<Req, Res, ReqIn, ResIn>,
    apiVersion: number,
    request: ReqIn,
  ): void {
    const head = { apiVersion, correlationId: 1, clientId: this.#clientId };
    this.stream.send(encodeRequestFrame(api, head, request));
  }

  /** The next answer, which is to this API. */
  async answer<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    api: Api<Req, Res, ReqIn, ResIn>,
    apiVersion: number,
  ): Promise<Res> {
    for (let turn = 0; turn < PATIENCE; turn++) {
      const frame = this.#nextFrame();
      if (frame) return decodeResponseFrame(api, apiVersion, frame).response;
      if (this.stream.closed) throw new Error(`the connection closed before ${api.name}`);
      await this.#clock.settle();
    }
    throw new Error(`${api.name} is not answered`);
  }

  /** Whether an answer has come that was not asked for yet. */
  async hasAnswer(): Promise<boolean> {
    for (let turn = 0; turn < 20; turn++) await this.#clock.settle();
    return this.stream.received.length > this.#consumed;
  }

  #nextFrame(): Buffer | null {
    const bytes = this.stream.received.subarray(this.#consumed);
    if (bytes.length < 4 || bytes.length < 4 + bytes.readInt32BE(0)) return null;
    const end = 4 + bytes.readInt32BE(0);
    this.#consumed += end;
    return bytes.subarray(4, end);
  }
}
