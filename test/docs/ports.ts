// The ports that a document names, each replaced by one that is free: documents run side by side, and beside
// whatever else uses 9092 on the machine.

import { freePort } from '../../compat-tests/support/free-port.ts';

const NAMED_PORT =
  /(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):(\d{4,5})\b|--(?:port|admin)[ =](?:\S*:)?(\d{4,5})\b/g;

/** The port of a broker that nobody told another one. */
export const DEFAULT_PORT = '9092';

export class Ports {
  readonly #free: ReadonlyMap<string, string>;

  private constructor(free: ReadonlyMap<string, string>) {
    this.#free = free;
  }

  /** Free ports for all that these texts name, and for the default one. */
  static async of(texts: readonly string[]): Promise<Ports> {
    const named = new Set([DEFAULT_PORT]);
    for (const text of texts) {
      for (const [, port, option] of text.matchAll(NAMED_PORT)) named.add(port ?? option ?? '');
    }
    const free = new Map<string, string>();
    for (const port of named) free.set(port, String(await freePort()));
    return new Ports(free);
  }

  /** The text with the free ports in place of those that it names. */
  replaceIn(text: string): string {
    return text.replace(/\b\d{4,5}\b/g, (number) => this.#free.get(number) ?? number);
  }
}
