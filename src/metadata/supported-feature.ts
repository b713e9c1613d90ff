// A feature whose level a cluster can agree on (KIP-584), as ApiVersions lists it.

export interface SupportedFeature {
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
}
