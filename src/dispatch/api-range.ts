// What ApiVersions says of the handlers.

import type { AnyHandler } from './handler.ts';

/** An API key with the first and last version that this broker announces. */
export interface ApiRange {
  readonly key: number;
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** One row for each handler, by key. */
export function apiRanges(handlers: readonly AnyHandler[]): ApiRange[] {
  const ranges = handlers.map(({ api, versions, announcedFrom }) => ({
    key: api.key,
    name: api.name,
    minVersion: announcedFrom ?? versions[0],
    maxVersion: versions[1],
  }));
  return ranges.sort((a, b) => a.key - b.key);
}
