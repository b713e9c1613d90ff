// One of the two brokers as a chapter sees it: a connection, a notebook of what was answered, and the few
// steps that every chapter needs. A chapter runs once on each side with the same requests; what it notes
// under the same name is compared afterwards.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Uuid } from '../../src/base/uuid.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { ListOffsets } from '../../src/protocol/generated/list-offsets.ts';
import type { Api } from '../../src/protocol/message.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import type { Broker } from '../support/broker.ts';
import { Plain } from './plain.ts';

const SILENCE_MS = 10_000;
const READY_TIMEOUT_MS = 20_000;
const LATEST = -1;

/** What a new topic is like. */
export interface TopicOptions {
  readonly partitions?: number;
  readonly configs?: Readonly<Record<string, string>>;
}

export class Side {
  readonly broker: Broker;
  /** What was answered, in a form that is equal on both sides when the brokers agree. */
  readonly notes: Map<string, unknown>;
  readonly #plain: Plain;
  readonly #topicIds: Map<string, Uuid>;
  #client: WireClient | undefined;

  constructor(broker: Broker, shared?: Side) {
    this.broker = broker;
    this.notes = shared?.notes ?? new Map();
    this.#plain = shared ? shared.#plain : new Plain(broker);
    this.#topicIds = shared ? shared.#topicIds : new Map();
  }

  /** The same side on another connection. */
  another(): Side {
    return new Side(this.broker, this);
  }

  /** The id of a topic that was made here. */
  idOf(topic: string): Uuid {
    return this.#topicIds.get(topic) ?? ZERO_UUID;
  }

  /** Notes a value under a name, which no other note may have. */
  note(name: string, value: unknown): void {
    if (this.notes.has(name)) throw new Error(`two notes are called ${name}`);
    this.notes.set(name, this.#plain.of(value));
  }

  /** Sends a request; rejects when the connection closes instead of an answer. */
  async ask<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    api: Api<Req, Res, ReqIn, ResIn>,
    version: number,
    request: ReqIn,
  ): Promise<Res> {
    const client = await this.connection();
    return client.send(api, version, request);
  }

  /** Sends a request and notes the answer, or that there was none. Resolves with the answer. */
  async compare<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    name: string,
    api: Api<Req, Res, ReqIn, ResIn>,
    version: number,
    request: ReqIn,
  ): Promise<Res | undefined> {
    const title = `${api.name} v${version} ${name}`;
    try {
      const answer = await withLimit(this.ask(api, version, request));
      this.note(title, answer);
      return answer;
    } catch (error) {
      this.note(title, outcomeOf(error));
      await this.hangUp();
      return undefined;
    }
  }

  /** Sends bytes that may be no request, and notes the answer's bytes or that there was none. */
  async compareBytes(name: string, bytes: Buffer, limitMs = SILENCE_MS): Promise<void> {
    await this.hangUp();
    const client = await this.connection();
    try {
      const answer = await withLimit(client.exchange(bytes), limitMs);
      this.note(name, { answer: answer.toString('hex') });
    } catch (error) {
      this.note(name, outcomeOf(error));
    }
    await this.hangUp();
  }

  async connection(): Promise<WireClient> {
    this.#client ??= await WireClient.connect({ port: this.broker.port, clientId: 'wire-diff' });
    return this.#client;
  }

  async hangUp(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.close();
  }

  /** Creates a topic and resolves with its id once the broker leads all its partitions. */
  async newTopic(name: string, { partitions = 1, configs = {} }: TopicOptions = {}): Promise<Uuid> {
    const answer = await this.ask(CreateTopics, 7, {
      timeoutMs: 10_000,
      topics: [
        {
          name,
          numPartitions: partitions,
          replicationFactor: 1,
          assignments: [],
          configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
        },
      ],
    });
    const [topic] = answer.topics;
    if (topic?.errorCode !== 0) throw new Error(`${name}: ${topic?.errorMessage}`);
    this.#plain.callTopic(topic.topicId, name);
    this.#topicIds.set(name, topic.topicId);
    await this.#untilLed(name, partitions);
    return topic.topicId;
  }

  /** Resolves once the broker no longer leads the topic's first partition. */
  async untilGone(name: string): Promise<void> {
    await this.#until(name, 1, (errorCode) => errorCode !== 0);
  }

  /** Resolves once the broker serves the topic's first partition. */
  async untilServed(name: string): Promise<void> {
    await this.#until(name, 1, (errorCode) => errorCode === 0);
  }

  async #untilLed(name: string, count: number): Promise<void> {
    await this.#until(name, count, (errorCode) => errorCode === 0);
  }

  async #until(name: string, count: number, holds: (errorCode: number) => boolean): Promise<void> {
    const partitions = Array.from({ length: count }, (_, partitionIndex) => ({
      partitionIndex,
      timestamp: LATEST,
    }));
    const deadline = Date.now() + READY_TIMEOUT_MS;
    for (;;) {
      const request = { replicaId: -1, topics: [{ name, partitions }] };
      const answer = await this.ask(ListOffsets, 7, request);
      if (answer.topics[0]?.partitions.every(({ errorCode }) => holds(errorCode))) return;
      if (Date.now() > deadline) throw new Error(`${this.broker.kind} is not done with ${name}`);
      await sleep(10);
    }
  }
}

const SILENT = 'no answer and no close';

async function withLimit<T>(answer: Promise<T>, limitMs = SILENCE_MS): Promise<T> {
  const timer = new AbortController();
  const silence = sleep(limitMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(SILENT);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    timer.abort();
    silence.catch(() => {});
    answer.catch(() => {});
  }
}

function outcomeOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  if (error.message === SILENT || error.message === 'connection closed') return error.message;
  throw error;
}

/** A part of the comparison: the same conversation with each broker. */
export interface Chapter {
  readonly title: string;
  run(side: Side): Promise<void>;
}
