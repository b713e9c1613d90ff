// A record as a line of text or of JSON: what `klamm produce` reads.

import { ClientError } from '../../client/client-error.ts';
import type { RecordToSend } from '../../client/producer.ts';
import type { Encoding } from './encoding.ts';
import { bytesOf } from './encoding.ts';

/** What is said of all records at once. */
export interface RecordDefaults {
  readonly key: Buffer | null;
  readonly partition: number | null;
  readonly headers: RecordToSend['headers'];
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly encoding: Encoding;
  /** A key or a value that reads so is none. */
  readonly nullText: string | null;
}

/** The record of a line: its value, or its key and its value with the separator between them. Throws ClientError. */
export function recordOfText(
  line: string,
  keySeparator: string | null,
  { encoding, nullText, ...common }: RecordDefaults,
): RecordToSend {
  const read = (text: string) => (text === nullText ? null : bytesOf(text, encoding));
  const at = keySeparator === null ? -1 : line.indexOf(keySeparator);
  if (keySeparator === null || at < 0) return { ...common, value: read(line) };
  const value = read(line.slice(at + keySeparator.length));
  return { ...common, key: read(line.slice(0, at)), value };
}

interface JsonRecord {
  readonly key?: unknown;
  readonly value?: unknown;
  readonly headers?: unknown;
  readonly partition?: unknown;
  readonly timestamp?: unknown;
}

/** The record of a line of JSON; what the line leaves out is as for all records. Throws ClientError. */
export function recordOfJson(
  line: string,
  { encoding, nullText: _, ...common }: RecordDefaults,
): RecordToSend {
  const given = parseObject(line);
  const read = (value: unknown) => bytesOfJson(value, encoding);
  const own = Object.entries(headersOf(given)).flatMap(([key, value]) =>
    // A list is a header that is there more than once.
    [value].flat().map((each: unknown) => ({ key, value: read(each) })),
  );
  return {
    key: given.key === undefined ? common.key : read(given.key),
    value: read(given.value),
    headers: [...common.headers, ...own],
    partition: numberOf('partition', given.partition) ?? common.partition,
    timestamp: numberOf('timestamp', given.timestamp) ?? common.timestamp,
  };
}

function parseObject(line: string): JsonRecord {
  try {
    const given: unknown = JSON.parse(line);
    if (given !== null && typeof given === 'object' && !Array.isArray(given)) return given;
  } catch {
    // said below
  }
  throw new ClientError(`not a JSON object: ${line.slice(0, 100)}`);
}

function headersOf({ headers = {} }: JsonRecord): object {
  if (headers !== null && typeof headers === 'object' && !Array.isArray(headers)) return headers;
  throw new ClientError('headers are a JSON object');
}

function numberOf(name: string, value: unknown): number | null {
  if (value === undefined || value === null) return null;
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new ClientError(`${name} is a number from 0`);
}

/** Text in the encoding, anything else as JSON. */
function bytesOfJson(value: unknown, encoding: Encoding): Buffer | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? bytesOf(value, encoding) : Buffer.from(JSON.stringify(value));
}
