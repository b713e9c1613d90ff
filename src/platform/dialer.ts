// The other door to the network: connections that this process opens, for the command line's own client.

import { hostPort } from '../base/host-port.ts';

/** A connection that was opened. */
export interface DialedStream {
  /** Writes these bytes; they must stay as they are. */
  write(bytes: Buffer): void;
  /** Closes at once. */
  close(): void;
}

/** What the owner of a dialed stream is told. */
export interface DialedHandler {
  /** Bytes that came in; they are the handler's to keep. */
  received(bytes: Buffer): void;
  /** The stream is gone; null when this side or the other has closed it in order. Comes exactly once. */
  closed(code: string | null): void;
}

export interface Dialer {
  /** Opens a connection. Throws DialError. */
  dial(target: DialTarget, handler: DialedHandler): Promise<DialedStream>;
}

export interface DialTarget {
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
}

/** A connection could not be opened. The message is one sentence for a person. */
export class DialError extends Error {
  /** The operating system's code: ECONNREFUSED, ENOTFOUND, ETIMEDOUT … */
  readonly code: string;

  constructor({ host, port }: DialTarget, code: string) {
    super(`cannot connect to ${hostPort(host, port)}: ${REASONS[code] ?? code}`);
    this.name = 'DialError';
    this.code = code;
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name could not be looked up',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  ETIMEDOUT: 'no answer in time',
  ECONNRESET: 'the connection was closed at once',
};
