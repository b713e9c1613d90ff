// What the broker's configuration asks of its cleaner. The names are those of `log.cleaner.*` in camel case,
// with the unit last.

export interface CleanerConfig {
  /** Logs that are cleaned at a time. */
  readonly threads: number;
  /** How long it waits when no log needs cleaning. */
  readonly backoffMs: number;
  /** Bytes of the offset maps of all threads together. */
  readonly dedupeBufferBytes: number;
  /** Part of an offset map that may be in use. */
  readonly loadFactor: number;
  /** Bytes of the buffers of all threads together: each has one to read and one to write. */
  readonly ioBufferBytes: number;
  /** Bytes that are read and written in a second by all threads together. */
  readonly bytesPerSecond: number;
}

/** Apache Kafka's defaults. */
export const DEFAULT_CLEANER_CONFIG: CleanerConfig = {
  threads: 1,
  backoffMs: 15_000,
  dedupeBufferBytes: 134_217_728,
  loadFactor: 0.9,
  ioBufferBytes: 524_288,
  bytesPerSecond: Number.MAX_VALUE,
};
