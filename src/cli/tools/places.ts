// Places in a topic as people name them: where it begins or ends, an offset, so many records before the end, a time.

import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../../base/duration.ts';
import type { ClusterClient } from '../../client/cluster-client.ts';
import type { Isolation } from '../../client/isolation.ts';
import type { OffsetRange, TopicDescription } from '../../client/topics.ts';
import { offsetRanges, offsetsAt } from '../../client/topics.ts';
import { nodeClock } from '../../platform/node-clock.ts';

export type Place =
  | { readonly kind: 'earliest' }
  | { readonly kind: 'latest' }
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'beforeEnd'; readonly count: number }
  /** Milliseconds since the epoch. */
  | { readonly kind: 'time'; readonly timestamp: number };

/** What can be named, for help and for errors. */
export const PLACES =
  'earliest, latest, an offset, -N (N before the end), -5m (ago), 2026-01-31T12:00 or @MS (a time)';

/** Where something is in a partition, with where the partition begins and ends. */
export interface PlacedRange extends OffsetRange {
  readonly offset: number;
}

/** Throws InvalidArgumentError. */
export function parsePlace(text: string): Place {
  if (text === 'earliest' || text === 'latest') return { kind: text };
  if (/^\d{1,15}$/.test(text)) return { kind: 'offset', offset: Number(text) };
  if (/^-\d{1,15}$/.test(text)) return { kind: 'beforeEnd', count: -Number(text) };
  const timestamp = parseMoment(text);
  if (timestamp !== null) return { kind: 'time', timestamp };
  throw new InvalidArgumentError(`it is one of ${PLACES}`);
}

/** Milliseconds since the epoch; null for what is no time. */
function parseMoment(text: string): number | null {
  if (/^@\d{1,15}$/.test(text)) return Number(text.slice(1));
  const ago = text.startsWith('-') ? parseDuration(text.slice(1)) : null;
  if (ago !== null) return Math.max(0, Math.round(nodeClock.wallMs() - ago));
  const ms = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

/** The place in each partition of the topics, within its ends. Throws ClientError. */
export async function offsetsOfPlace(
  client: ClusterClient,
  topics: readonly TopicDescription[],
  place: Place,
  isolation: Isolation,
): Promise<PlacedRange[]> {
  const ranges = await offsetRanges(client, topics, isolation);
  const found =
    place.kind === 'time'
      ? await offsetsAt(client, topics, { timestamp: place.timestamp, isolation })
      : null;
  return ranges.map((range) => {
    const wanted = found ? found.get(`${range.topic}-${range.partition}`) : offsetIn(range, place);
    // No record is as young as that: what comes next is.
    return {
      ...range,
      offset: within(range, wanted === undefined || wanted < 0 ? range.end : wanted),
    };
  });
}

/** An offset beyond the ends of its partition is moved to the nearest end. */
export function within({ start, end }: OffsetRange, offset: number): number {
  return Math.min(Math.max(offset, start), end);
}

function offsetIn({ start, end }: OffsetRange, place: Place): number {
  switch (place.kind) {
    case 'earliest':
      return start;
    case 'offset':
      return place.offset;
    case 'beforeEnd':
      return Math.max(start, end - place.count);
    default:
      return end;
  }
}
