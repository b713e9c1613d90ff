// Version ranges of the spec: `3`, `3-7`, `3+`. Both ends belong to the range.

export interface VersionRange {
  readonly from: number;
  /** Infinity for an open range. */
  readonly to: number;
}

/** The range that this text stands for; null when it is none. */
export function parseRange(text: string): VersionRange | null {
  const match = /^(\d+)(?:(\+)|-(\d+))?$/.exec(text);
  if (!match) return null;
  const from = Number(match[1]);
  const to = match[2] ? Number.POSITIVE_INFINITY : Number(match[3] ?? from);
  return to < from ? null : { from, to };
}

/** What two ranges share; null when that is nothing. */
export function intersect(a: VersionRange, b: VersionRange): VersionRange | null {
  const from = Math.max(a.from, b.from);
  const to = Math.min(a.to, b.to);
  return from <= to ? { from, to } : null;
}

/** The smallest range that holds both. */
export function hull(a: VersionRange, b: VersionRange): VersionRange {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

export function showRange({ from, to }: VersionRange): string {
  if (to === Number.POSITIVE_INFINITY) return `${from}+`;
  return from === to ? `${from}` : `${from}-${to}`;
}
