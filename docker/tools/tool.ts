// A tool of the image: the name that start scripts, health checks and init containers call, and what is done instead.

/** What a command line comes to. */
export interface Invocation {
  /** The brokers it talks to. Like Apache Kafka's tools it waits a minute for one: scripts count on that. */
  readonly servers?: string;
  /** The words of the `klamm` command that does it, or something of its own. */
  readonly does: readonly string[] | (() => Promise<void>);
}

export type Tool = (words: readonly string[]) => Invocation;
