// Who may ask. A page in the browser of the same machine must not: neither by sending requests across origins, nor
// by a name of its own that it lets point to this machine (DNS rebinding).

import { Problem } from './problem.ts';

/** Whether this address can be reached from the same machine alone. */
export function isLoopback(host: string): boolean {
  return /^(localhost|::1|127(\.\d{1,3}){3})$/i.test(host);
}

export interface Headers {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Throws Problem for a request that a foreign page may have made. On a loopback address the name in Host must be
 * one of this machine's; elsewhere any name may be its own.
 */
export function requireOwnClient({ host, origin }: Headers, onLoopback: boolean): void {
  if (onLoopback && !isLoopback(nameIn(host))) {
    throw new Problem(
      421,
      `the Host ${host ?? '(none)'} is not this machine: use localhost`,
      'Host',
    );
  }
  if (origin === undefined || origin === `http://${host}`) return;
  throw new Problem(403, `pages of ${origin} may not ask here`, 'Origin');
}

/** The name without port and brackets; empty for what is none. */
function nameIn(host: string | undefined): string {
  const [, bracketed, plain] = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::\d+)?$/i.exec(host ?? '') ?? [];
  return bracketed ?? plain ?? '';
}
