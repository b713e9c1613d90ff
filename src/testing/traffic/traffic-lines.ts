// The lines of a file of traffic, and reading them back.

import type { FileSystem } from '../../platform/file-system.ts';
import type { GroupEvent } from '../groups/group-journal.ts';
import type { Exchange } from './exchange.ts';

export const FORMAT_VERSION = 1;

interface Heading {
  readonly type: 'traffic';
  readonly format: number;
  /** Broker time, milliseconds since the epoch. */
  readonly startedMs: number;
}

/** Bytes of the request are here with their content. */
export interface RecordedExchange extends Exchange {
  readonly type: 'exchange';
  /** Counts requests in the order in which they came. */
  readonly number: number;
  /** How many were over when this one came. */
  readonly after: number;
}

export interface RecordedEvent extends GroupEvent {
  readonly type: 'event';
  readonly group: string;
}

/** As it is read: lines are written when requests are over. */
export interface ReplayableExchange extends RecordedExchange {
  /** Counts requests in the order in which they were over. */
  readonly ended: number;
}

export type TrafficLine = Heading | RecordedExchange | RecordedEvent;

/** What a file of traffic holds, in the order in which it began. */
export interface RecordedTraffic {
  readonly startedMs: number;
  readonly entries: readonly (ReplayableExchange | RecordedEvent)[];
}

/** A file that is no traffic, or is of another version. */
export class TrafficFileError extends Error {
  override name = 'TrafficFileError';
}

/** Reads a file that may end in the middle of a line. Throws TrafficFileError, StorageError. */
export function readTraffic(files: FileSystem, path: string): RecordedTraffic {
  const texts = files.readFile(path).toString('utf8').split('\n');
  const [heading, ...lines] = texts.flatMap((text, at) => {
    const line = parsed(text);
    if (line !== null) return [line];
    if (at > 0 && at === texts.length - 1) return [];
    throw new TrafficFileError(`${path}: line ${at + 1} is no line of recorded traffic`);
  });
  if (heading?.type !== 'traffic') {
    throw new TrafficFileError(`${path} is no recorded traffic: klamm start --record makes one`);
  }
  if (heading.format !== FORMAT_VERSION) {
    throw new TrafficFileError(
      `${path} is traffic in format ${heading.format}, not ${FORMAT_VERSION}`,
    );
  }
  let ended = 0;
  const entries = lines.flatMap((line) => {
    if (line.type === 'traffic') return [];
    return [line.type === 'exchange' ? { ...line, ended: ended++ } : line];
  });
  return {
    startedMs: heading.startedMs,
    entries: entries.sort((a, b) => a.atMs - b.atMs || orderOf(a, b)),
  };
}

function orderOf(a: TrafficLine, b: TrafficLine): number {
  return a.type === 'exchange' && b.type === 'exchange' ? a.number - b.number : 0;
}

function parsed(text: string): TrafficLine | null {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === 'object' && line !== null && 'type' in line
      ? (line as TrafficLine)
      : null;
  } catch {
    return null;
  }
}
