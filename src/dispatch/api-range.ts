// What ApiVersions says of the handlers.

/** An API key with the first and last version that this broker announces. */
export interface ApiRange {
  readonly key: number;
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** What is read of a handler; its own type would make a cycle, since every handler is given these ranges. */
interface Announced {
  readonly api: { readonly key: number; readonly name: string };
  readonly versions: readonly [min: number, max: number];
  readonly announcedFrom?: number;
}

/** One row for each handler, by key. */
export function apiRanges(handlers: readonly Announced[]): ApiRange[] {
  const ranges = handlers.map(({ api, versions, announcedFrom }) => ({
    key: api.key,
    name: api.name,
    minVersion: announcedFrom ?? versions[0],
    maxVersion: versions[1],
  }));
  return ranges.sort((a, b) => a.key - b.key);
}
