// A producer that costs next to nothing: requests that were encoded once, sent over as many connections as
// wanted. What it measures is the broker, where every real client is the slower side.

import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { encodeRequestFrame } from '../../src/protocol/request-frame.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';

/** The newest version before flexible ones: its answers have everything at a known place. */
const VERSION = 8;
const SIZE_PREFIX = 4;

export interface LoadTarget {
  readonly topic: string;
  readonly partition: number;
}

export interface LoadBatch {
  readonly records: number;
  readonly recordBytes: number;
  readonly acks?: 1 | -1;
}

/** One connection that sends the same request again and again. */
export class LoadConnection {
  readonly #socket: Socket;
  readonly #frame: Buffer;
  /** Where the error code stands in an answer. */
  readonly #errorAt: number;
  readonly #waiting: ((error?: Error) => void)[] = [];
  #rest: Buffer = Buffer.alloc(0);

  private constructor(socket: Socket, frame: Buffer, errorAt: number) {
    this.#socket = socket;
    this.#frame = frame;
    this.#errorAt = errorAt;
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => {});
    socket.once('close', () => this.#settleAll(new Error('the connection was closed')));
  }

  static async open(
    subject: { readonly host: string; readonly port: number },
    { topic, partition }: LoadTarget,
    batch: LoadBatch,
  ): Promise<LoadConnection> {
    const socket = connect({ host: subject.host, port: subject.port, noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('error', reject);
    });
    const frame = encodeRequestFrame(
      Produce,
      { apiVersion: VERSION, correlationId: 1, clientId: 'bench' },
      {
        transactionalId: null,
        acks: batch.acks ?? 1,
        timeoutMs: 30_000,
        topicData: [
          { name: topic, partitionData: [{ index: partition, records: batchOf(batch) }] },
        ],
      },
    );
    // Size, correlation id, count of topics, name, count of partitions, index.
    const errorAt = SIZE_PREFIX + 4 + 4 + 2 + Buffer.byteLength(topic) + 4 + 4;
    return new LoadConnection(socket, frame, errorAt);
  }

  /** Sends the request; resolves when it is acknowledged, rejects when it is refused. */
  send(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push((error) => (error ? reject(error) : resolve()));
      this.#socket.write(this.#frame);
    });
  }

  /** Sends the request `count` times, `inFlight` at a time. */
  async sendMany(count: number, inFlight = 1): Promise<void> {
    let left = count;
    const line = async () => {
      while (left > 0) {
        left -= 1;
        await this.send();
      }
    };
    await Promise.all(Array.from({ length: inFlight }, line));
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (bytes.length - at >= SIZE_PREFIX) {
      const size = SIZE_PREFIX + bytes.readInt32BE(at);
      if (bytes.length - at < size) break;
      const errorCode = bytes.readInt16BE(at + this.#errorAt);
      const answered = this.#waiting.shift();
      answered?.(errorCode === 0 ? undefined : new Error(`refused with error ${errorCode}`));
      at += size;
    }
    this.#rest = bytes.subarray(at);
  }

  #settleAll(error: Error): void {
    for (const waiting of this.#waiting.splice(0)) waiting(error);
  }
}

/** A batch of records with random letters, as the perf tool's are. */
export function batchOf({ records, recordBytes }: LoadBatch): Buffer {
  const value = () =>
    Buffer.from(Array.from({ length: recordBytes }, () => 65 + Math.random() * 26));
  return buildBatch({
    timestamp: Date.now(),
    records: Array.from({ length: records }, () => ({ key: null, value: value() })),
  });
}
