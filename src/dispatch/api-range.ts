// One row of ApiVersions.

/** An API key with the first and last version that this broker serves. */
export interface ApiRange {
  readonly key: number;
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
}
