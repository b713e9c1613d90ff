// What each codec of record batches implements, and how it says that it stopped inflating.

/** One way to make records smaller. */
export interface CompressionCodec {
  /** `level`: the codec's own scale; undefined is its default. A codec without levels ignores it. */
  compress(plain: Buffer, level: number | undefined): Buffer;
  /**
   * Throws InflatedTooLargeError beyond `limit` bytes, any other error for bytes not of this codec. With
   * `scratch` the result may be in there, or in memory of the codec's own, and is good until the next call.
   */
  decompress(compressed: Buffer, limit: number, scratch?: Buffer): Buffer;
}

/** The records of one batch inflate to more than the limit. */
export class InflatedTooLargeError extends Error {
  constructor(limit: number) {
    super(`more than ${limit} bytes when inflated`);
    this.name = 'InflatedTooLargeError';
  }
}
