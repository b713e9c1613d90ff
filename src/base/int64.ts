// How an int64 of the wire lives in a `number`: exact within +-2^53; the two extremes, which the protocol
// uses as marks, survive as -2^63 and 2^63. Everything between is rounded to the nearest double.

/** What Long.MAX_VALUE is in memory; written as 0x7fffffffffffffff. */
export const INT64_MAX = 2 ** 63;

/** What Long.MIN_VALUE is in memory; written as 0x8000000000000000. */
export const INT64_MIN = -(2 ** 63);
