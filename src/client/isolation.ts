// Which records of transactions a reader is shown.

/** The isolation levels by name, with the numbers that requests carry. */
export const ISOLATION_LEVELS = { read_uncommitted: 0, read_committed: 1 } as const;

export type Isolation = keyof typeof ISOLATION_LEVELS;
