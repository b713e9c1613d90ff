// How many descriptors this process may have: Node raises the soft limit to the hard one when it starts.

import { readFileSync } from 'node:fs';

/** The limit; undefined where the operating system does not say. */
export function descriptorLimit(): number | undefined {
  try {
    const limits = readFileSync('/proc/self/limits', 'latin1');
    const soft = /^Max open files +(\d+)/m.exec(limits)?.[1];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    // Only Linux has this file.
    return undefined;
  }
}
