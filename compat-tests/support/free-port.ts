// Picks a TCP port that a broker can listen on and, after a restart, listen on again.
// Ports stay below 32768, where Linux hands out no ephemeral ports: a client's outgoing connection
// cannot take the port while the broker is down.

import { createServer } from 'node:net';

const FIRST = 15_000;
const LAST = 32_000;

/** Resolves to a port of 127.0.0.1 on which nothing listens now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (await canListen(port)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
