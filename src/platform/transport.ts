// The door to the network: listening, and streams of bytes. A stream delivers what it reads into a buffer
// that is used again for the next read, of this or another stream, so nothing received outlives the call
// that delivered it. Encryption would be another implementation of the same interface.

import { hostPort } from '../base/host-port.ts';

/** An address and port of one end of a stream. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What the owner of a stream is told. None of these may throw. */
export interface StreamHandler {
  /** Bytes came in: the first `length` of `slab`, which belongs to the caller again on return. */
  received(slab: Buffer, length: number): void;
  /** The other side sends nothing more. It may still read. */
  ended(): void;
  /** The stream is gone, for whatever reason. Comes exactly once, after everything else. */
  closed(): void;
}

/** One accepted connection. */
export interface ByteStream {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  /** Bytes written that the operating system has not taken yet. */
  readonly pendingBytes: number;
  /**
   * Writes these buffers with one call to the operating system. They must stay as they are until `done`
   * is called, which happens exactly once: `true` when all bytes were taken, `false` when they were lost.
   */
  write(chunks: readonly Buffer[], done: (taken: boolean) => void): void;
  /** Stops reading; the other side's bytes pile up in the operating systems, then at the sender. */
  pause(): void;
  resume(): void;
  /** Closes at once; what is not written yet is lost. */
  destroy(): void;
}

export interface ListenOptions {
  /** An address or a name of this machine. `::` takes IPv4 connections too. */
  readonly host: string;
  /** 0 picks a free port. */
  readonly port: number;
  /** Told when a connection could not be accepted, with the operating system's code (EMFILE …). */
  readonly onAcceptFailure?: (code: string) => void;
}

/** A listening socket. */
export interface StreamServer extends Endpoint {
  /** Accepts nothing more; streams that were accepted live on. */
  close(): void;
}

/** Given each new stream, answers who handles it; null turns the stream away. */
export type Accept = (stream: ByteStream) => StreamHandler | null;

export interface Transport {
  /** @throws ListenError */
  listen(options: ListenOptions, accept: Accept): Promise<StreamServer>;
}

/** A socket could not be opened for listening. The message is one sentence for the person who starts the broker. */
export class ListenError extends Error {
  readonly host: string;
  readonly port: number;
  /** The operating system's code: EADDRINUSE, EADDRNOTAVAIL … */
  readonly code: string;

  constructor({ host, port }: ListenOptions, code: string) {
    super(`cannot listen on ${hostPort(host, port)}: ${REASONS[code] ?? code}`);
    this.name = 'ListenError';
    this.host = host;
    this.port = port;
    this.code = code;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use by another process',
  EADDRNOTAVAIL: 'this machine has no such address',
  EAFNOSUPPORT: 'this machine has no such kind of address',
  EACCES: 'this user may not use the port',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
};
