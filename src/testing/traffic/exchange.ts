// A request and what became of it, as plain data.

export interface Exchange {
  /** Broker time, milliseconds since the epoch. */
  readonly atMs: number;
  readonly api: string;
  readonly version: number;
  readonly clientId: string | null;
  /** Unique to the connection. */
  readonly connection: string;
  /** The topics that the request names, also where it names them by their ids. */
  readonly topics: readonly string[];
  /** The groups that it names. */
  readonly groups: readonly string[];
  /** As decoded; bytes are told by their number. */
  readonly request: unknown;
  /** Null while there is none, when the request gets none, or when the connection was closed instead. */
  readonly response: unknown;
  /** How long the answer took, in milliseconds of the broker's time; null while there is none. */
  readonly tookMs: number | null;
}
