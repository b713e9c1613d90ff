// A client that speaks the protocol and nothing more: requests in, decoded responses out, in order. For
// tests that care about single requests, versions and bytes.

import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { Api } from '../../src/protocol/message.ts';
import { encodeRequestFrame } from '../../src/protocol/request-frame.ts';
import { decodeResponseFrame } from '../../src/protocol/response-frame.ts';

interface Waiting {
  resolve(frame: Buffer): void;
  reject(error: Error): void;
}

export interface WireClientOptions {
  readonly host?: string;
  readonly port: number;
  readonly clientId?: string | null;
}

export class WireClient {
  readonly #socket: Socket;
  readonly #clientId: string | null;
  readonly #waiting: Waiting[] = [];
  #received = Buffer.alloc(0);
  #correlationId = 0;
  #isClosed = false;
  /** Resolves when the connection has closed, whoever closed it. */
  readonly closed: Promise<void>;

  private constructor(socket: Socket, clientId: string | null) {
    this.#socket = socket;
    this.#clientId = clientId;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => {});
    socket.once('close', () => {
      this.#isClosed = true;
      for (const { reject } of this.#waiting.splice(0)) reject(new Error('connection closed'));
    });
  }

  static async connect({ host, port, clientId }: WireClientOptions): Promise<WireClient> {
    const socket = connect({ host: host ?? '127.0.0.1', port, noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new WireClient(socket, clientId === undefined ? 'wire-client' : clientId);
  }

  /** Sends a request and resolves with its decoded response. Rejects when the connection closes first. */
  async send<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    api: Api<Req, Res, ReqIn, ResIn>,
    apiVersion: number,
    request: ReqIn,
  ): Promise<Res> {
    const correlationId = this.#correlationId++;
    const head = { apiVersion, correlationId, clientId: this.#clientId };
    const frame = await this.exchange(encodeRequestFrame(api, head, request));
    const answer = decodeResponseFrame(api, apiVersion, frame);
    if (answer.correlationId !== correlationId) {
      throw new Error(`answer ${answer.correlationId} to request ${correlationId}`);
    }
    return answer.response;
  }

  /** Sends a request that gets no answer. */
  post<Req extends ReqIn, ReqIn>(
    api: Api<Req, never, ReqIn, never>,
    apiVersion: number,
    request: ReqIn,
  ): void {
    const head = { apiVersion, correlationId: this.#correlationId++, clientId: this.#clientId };
    this.write(encodeRequestFrame(api, head, request));
  }

  /** Sends a whole frame and resolves with the next answer, without its size prefix. */
  exchange(frame: Buffer): Promise<Buffer> {
    if (this.#isClosed) return Promise.reject(new Error('connection closed'));
    const answer = new Promise<Buffer>((resolve, reject) =>
      this.#waiting.push({ resolve, reject }),
    );
    this.write(frame);
    return answer;
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  async close(): Promise<void> {
    this.#socket.destroy();
    await this.closed;
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    while (this.#received.length >= 4) {
      const end = 4 + this.#received.readInt32BE(0);
      if (this.#received.length < end) return;
      const frame = this.#received.subarray(4, end);
      this.#received = this.#received.subarray(end);
      this.#waiting.shift()?.resolve(frame);
    }
  }
}
