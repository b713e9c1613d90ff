// One client's connection: takes frames out of its bytes, has them handled one after the other, and writes
// the answers in that order. Invariants: at most one request is in processing; what is handled while one
// read is being worked off leaves in one write; everything that waits here (bytes behind the request in
// processing, answers that the client does not take) is bounded, by not reading on.

import { CloseConnection } from '../base/close-connection.ts';
import { MalformedMessageError } from '../base/malformed-message-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { LogFields, Logger } from '../platform/logger.ts';
import type { ByteStream, StreamHandler } from '../platform/transport.ts';
import type { BufferPool } from './buffer-pool.ts';
import { ByteQueue } from './byte-queue.ts';
import type { ConnectionContext, Dispatch, Reply } from './dispatch.ts';
import { FrameAssembler, InvalidFrameError } from './frame-assembler.ts';
import type { NetworkCounters } from './network-counters.ts';
import type { NetworkLimits } from './network-limits.ts';
import { OutputQueue } from './output-queue.ts';
import type { RateLimitedLog } from './rate-limited-log.ts';
import type { MemoryHolder, ReceiveMemory } from './receive-memory.ts';

/** What all connections of a server share. */
export interface ConnectionHost {
  readonly dispatch: Dispatch;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly complaints: RateLimitedLog;
  readonly pool: BufferPool;
  readonly memory: ReceiveMemory;
  readonly counters: NetworkCounters;
  /** The limits of this moment: they may change while the server runs. */
  readonly limits: NetworkLimits;
  /** The connection is gone. */
  forget(connection: Connection): void;
}

/** Bytes of an unfinished frame buy it more time at this rate: slower is a trickle, and is cut off. */
const SLOWEST_FRAME_BYTES_PER_MS = 2;
/** How long a connection that is being closed may take to accept its last answers. */
const DRAIN_MS = 5_000;

export class Connection implements ConnectionContext, StreamHandler, MemoryHolder {
  readonly listenerName: string;
  clientSoftware?: { readonly name: string; readonly version: string };

  readonly #host: ConnectionHost;
  readonly #stream: ByteStream;
  readonly #number: number;
  readonly #frames: FrameAssembler;
  readonly #output: OutputQueue;
  /** Bytes that came while a request was in processing or the client did not take its answers. */
  readonly #waiting: ByteQueue;
  readonly #closeHooks = new Set<() => void>();
  #isBusy = false;
  #isPaused = false;
  #holdsMemory = false;
  #inputEnded = false;
  #isClosed = false;
  /** Set once nothing more is handled: the connection closes as soon as its last answer is out. */
  #drainsUntilMs: number | null = null;
  #lastActiveMs: number;
  #frameDueMs = 0;
  #handledFrames = 0;

  constructor(
    host: ConnectionHost,
    stream: ByteStream,
    listener: { name: string; number: number },
  ) {
    this.#host = host;
    this.#stream = stream;
    this.#number = listener.number;
    this.listenerName = listener.name;
    const { pool, memory } = host;
    this.#waiting = new ByteQueue(pool);
    const maxFrameBytes = (): number => host.limits.maxRequestBytes;
    this.#frames = new FrameAssembler({ maxFrameBytes, pool, memory });
    this.#output = new OutputQueue({ stream, pool, onTaken: (bytes) => this.#taken(bytes) });
    this.#lastActiveMs = host.clock.monotonicMs();
  }

  get id(): string {
    const { local, remote } = this.#stream;
    return `${local.address}:${local.port}-${remote.address}:${remote.port}-${this.#number}`;
  }

  get remoteAddress(): string {
    return this.#stream.remote.address;
  }

  get remotePort(): number {
    return this.#stream.remote.port;
  }

  get localAddress(): string {
    return this.#stream.local.address;
  }

  get localPort(): number {
    return this.#stream.local.port;
  }

  onClose(fn: () => void): () => void {
    const hook = (): void => fn();
    if (this.#isClosed) queueMicrotask(() => this.#runCloseHook(hook));
    else this.#closeHooks.add(hook);
    return () => void this.#closeHooks.delete(hook);
  }

  /** Whether nothing is under way for this client. */
  get isIdle(): boolean {
    return !this.#isBusy && this.#output.outstandingBytes === 0 && this.#waiting.length === 0;
  }

  /** Handles nothing more, and closes once the request in processing is answered. */
  drain(): void {
    this.#drainsUntilMs ??= this.#host.clock.monotonicMs() + DRAIN_MS;
    if (!this.#isBusy && this.#output.outstandingBytes === 0) this.destroy();
    else this.#updateReading();
  }

  /** Closes at once. */
  destroy(): void {
    this.#drainsUntilMs ??= 0;
    this.#stream.destroy();
  }

  /** Closes what has been idle, half-sent or unread for too long. */
  sweep(nowMs: number): void {
    const { limits, logger } = this.#host;
    if (this.#drainsUntilMs !== null) {
      if (nowMs >= this.#drainsUntilMs) this.destroy();
    } else if (this.#output.stalledForMs(nowMs) >= limits.outputStallMs) {
      this.#complain(
        'stalled',
        `a client that took nothing of its answer for ${limits.outputStallMs} ms`,
      );
      this.destroy();
    } else if (this.#frames.isUnfinished && !this.#isPaused && nowMs >= this.#frameDueMs) {
      this.#complain(
        'half-frame',
        'a client that began a request and did not send the rest in time',
      );
      this.destroy();
    } else if (this.isIdle && nowMs - this.#lastActiveMs >= limits.idleMs) {
      logger.debug(this.#fields(), 'closed an idle connection');
      this.destroy();
    }
  }

  received(slab: Buffer, length: number): void {
    this.#host.counters.bytesIn += length;
    if (this.#drainsUntilMs !== null) return;
    this.#lastActiveMs = this.#host.clock.monotonicMs();
    const bytes = slab.length === length ? slab : slab.subarray(0, length);
    const handledBefore = this.#handledFrames;
    const wasUnfinished = this.#frames.isUnfinished;
    const used = this.#waiting.length === 0 ? this.#handleFrames(bytes) : 0;
    if (used < length) this.#keep(bytes.subarray(used));
    const isSameFrame = wasUnfinished && handledBefore === this.#handledFrames;
    this.#extendFrameTime(isSameFrame ? length : null);
    this.#endTurn();
  }

  ended(): void {
    this.#inputEnded = true;
    this.#endTurn();
  }

  closed(): void {
    this.#isClosed = true;
    this.#drainsUntilMs ??= 0;
    this.#output.clear();
    this.#frames.release();
    this.#host.memory.giveBack(this.#waiting.length);
    this.#waiting.clear();
    this.#host.memory.leave(this);
    for (const hook of this.#closeHooks) this.#runCloseHook(hook);
    this.#closeHooks.clear();
    this.#host.forget(this);
  }

  memoryAvailable(): void {
    this.#lastActiveMs = this.#host.clock.monotonicMs();
    this.#extendFrameTime(null);
    this.#updateReading();
  }

  /** Whether the next request must wait. */
  get #isBlocked(): boolean {
    return (
      this.#isBusy ||
      this.#drainsUntilMs !== null ||
      this.#output.outstandingBytes >= this.#host.limits.outstandingBytes
    );
  }

  /** Handles the frames in these bytes as far as it may; returns how many bytes it used. */
  #handleFrames(bytes: Buffer): number {
    const frames = this.#frames;
    frames.position = 0;
    try {
      while (!this.#isBlocked) {
        const frame = frames.next(bytes);
        if (frame === null) break;
        this.#handle(frame);
      }
    } catch (error) {
      this.#fail(error);
    }
    return frames.position;
  }

  #handle(frame: Buffer): void {
    this.#host.counters.requests += 1;
    this.#handledFrames += 1;
    let reply: Reply | Promise<Reply>;
    try {
      reply = this.#host.dispatch(frame, this);
    } finally {
      this.#frames.release();
    }
    if (reply instanceof Promise) this.#await(reply);
    else if (reply !== null) this.#output.add(reply);
  }

  #await(reply: Promise<Reply>): void {
    this.#isBusy = true;
    const settle = (answer: Reply): void => {
      this.#isBusy = false;
      if (answer !== null && this.#isClosed) this.#host.pool.release(answer);
      else if (answer !== null) this.#output.add(answer);
    };
    reply
      .then(settle, (error: unknown) => {
        settle(null);
        if (!this.#isClosed) this.#fail(error);
      })
      .then(() => this.#goOn())
      // What is left to fail here is a bug: it ends this connection, not the broker.
      .catch((error: unknown) => this.#fail(error));
  }

  /** Works off what waits, now that something that held it up is over. */
  #goOn(): void {
    if (this.#isClosed) return;
    this.#lastActiveMs = this.#host.clock.monotonicMs();
    if (this.#waiting.length > 0 && !this.#isBlocked) {
      const used = this.#handleFrames(this.#waiting.view());
      this.#waiting.skip(used);
      this.#host.memory.giveBack(used);
      this.#extendFrameTime(null);
    }
    this.#endTurn();
  }

  #endTurn(): void {
    if (this.#isClosed) return;
    this.#output.flush();
    if (this.#drainsUntilMs !== null) {
      this.drain();
    } else if (this.#inputEnded && this.#isBusy) {
      // Nobody is left to read the answer that is waited for: cancel it through the close hooks.
      this.destroy();
    } else if (this.#inputEnded && this.#waiting.length === 0) {
      this.drain();
    } else {
      this.#updateReading();
    }
  }

  #taken(bytes: number): void {
    this.#host.counters.bytesOut += bytes;
    if (this.#waiting.length > 0 || this.#drainsUntilMs !== null || this.#inputEnded) this.#goOn();
    else this.#lastActiveMs = this.#host.clock.monotonicMs();
  }

  #keep(bytes: Buffer): void {
    if (this.#drainsUntilMs !== null) return;
    this.#waiting.append(bytes);
    this.#host.memory.take(bytes.length);
  }

  #updateReading(): void {
    const mayRead =
      this.#drainsUntilMs === null &&
      this.#waiting.length < this.#host.limits.waitingBytes &&
      this.#mayHoldMore();
    if (mayRead !== this.#isPaused) return;
    this.#isPaused = !mayRead;
    if (mayRead) this.#stream.resume();
    else this.#stream.pause();
  }

  #mayHoldMore(): boolean {
    const { memory } = this.#host;
    if (this.#waiting.length > 0 || this.#frames.isUnfinished) {
      this.#holdsMemory = true;
      return memory.mayReadOn(this);
    }
    if (this.#holdsMemory) memory.leave(this);
    this.#holdsMemory = false;
    return true;
  }

  /** Sets the time by which an unfinished frame must be whole: anew, or later by what these bytes buy. */
  #extendFrameTime(bytes: number | null): void {
    if (!this.#frames.isUnfinished) return;
    const latestMs = this.#lastActiveMs + this.#host.limits.halfFrameMs;
    const boughtMs = bytes === null ? Infinity : bytes / SLOWEST_FRAME_BYTES_PER_MS;
    this.#frameDueMs = Math.min(latestMs, this.#frameDueMs + boughtMs);
  }

  /** Ends the connection because of this error; answers to earlier requests still go out. */
  #fail(error: unknown): void {
    if (error instanceof InvalidFrameError) {
      this.#complain('foreign', error.message);
    } else if (error instanceof MalformedMessageError) {
      this.#complain('malformed', `a malformed request: ${error.message}`);
    } else if (error instanceof CloseConnection) {
      this.#complain('refused', error.message);
    } else {
      this.#host.logger.error(
        { ...this.#fields(), error },
        'a request failed through a fault of ours',
      );
    }
    this.drain();
  }

  #complain(kind: string, what: string): void {
    const message = `closed a connection on listener ${this.listenerName}: ${what}`;
    this.#host.complaints.warn(kind, this.#fields(), message);
  }

  #fields(): LogFields {
    const software = this.clientSoftware;
    const client = `${this.remoteAddress}:${this.remotePort}`;
    return software ? { client, software: `${software.name} ${software.version}` } : { client };
  }

  #runCloseHook(hook: () => void): void {
    try {
      hook();
    } catch (error) {
      this.#host.logger.error(
        { ...this.#fields(), error },
        'cleaning up after a connection failed',
      );
    }
  }
}
