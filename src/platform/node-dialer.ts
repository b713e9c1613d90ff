// Dialing over TCP; a name with several addresses is tried address by address.

import { connect } from 'node:net';
import type { DialedHandler, DialedStream, Dialer, DialTarget } from './dialer.ts';
import { DialError } from './dialer.ts';

/** TCP over IPv4 and IPv6. */
export const nodeDialer: Dialer = {
  dial(target: DialTarget, handler: DialedHandler): Promise<DialedStream> {
    const { host, port, timeoutMs } = target;
    const socket = connect({ host, port, noDelay: true });
    let code: string | null = null;
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(() => fail('ETIMEDOUT'), timeoutMs);
      const fail = (reason: string): void => {
        clearTimeout(timeout);
        socket.destroy();
        reject(new DialError(target, reason));
      };
      socket.on('error', (error: NodeJS.ErrnoException) => {
        code = codeOf(error);
        if (socket.connecting || socket.pending) fail(code);
      });
      socket.once('connect', () => {
        clearTimeout(timeout);
        socket.on('data', (bytes: Buffer) => handler.received(bytes));
        socket.once('close', () => handler.closed(code));
        resolve({ write: (bytes) => void socket.write(bytes), close: () => void socket.destroy() });
      });
    });
  },
};

/** Of a name with several addresses, what the first failed with. */
function codeOf(
  error: NodeJS.ErrnoException & { readonly errors?: NodeJS.ErrnoException[] },
): string {
  return error.code ?? error.errors?.[0]?.code ?? error.message;
}
