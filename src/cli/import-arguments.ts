// The words of `klamm import`, read but not yet understood.

/** What `klamm import` was given; what is missing was not. */
export interface ImportArguments {
  readonly directories: readonly string[];
  /** The path of a server.properties. */
  readonly config?: string;
  readonly data?: string;
  readonly link?: boolean;
  readonly copy?: boolean;
  readonly without?: readonly string[];
  readonly accept?: readonly string[];
  readonly dryRun?: boolean;
  readonly json?: boolean;
}
