// The words of `klamm export`, read but not yet understood.

/** What `klamm export` was given; what is missing was not. */
export interface ExportArguments {
  /** Where the export goes. */
  readonly directory: string;
  readonly data?: readonly string[];
  readonly topic?: readonly string[];
  readonly nodeId?: number;
  readonly port: number;
  readonly controllerPort: number;
  readonly host: string;
  readonly link?: boolean;
  readonly copy?: boolean;
  readonly json?: boolean;
}
