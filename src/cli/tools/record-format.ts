// A record as it is printed: its value, key and value, a line of JSON, or what a format says.

import { InvalidArgumentError } from 'commander';
import type { ConsumedRecord } from '../../client/consumer.ts';
import type { Encoding } from './encoding.ts';
import { textOf } from './encoding.ts';

/** Writes one record of a topic as the bytes to print. */
export type RecordFormat = (record: ConsumedRecord, topic: string) => Buffer;

export interface FormatOptions {
  readonly json?: boolean;
  readonly keys?: boolean;
  readonly format?: FormatPart[];
  readonly encoding: Encoding;
}

/** A text as it is, or what stands for a part of the record. */
export type FormatPart = { readonly text: string } | { readonly token: Token };

type Token = keyof typeof TOKENS;

const NEWLINE = Buffer.from('\n');
const TAB = Buffer.from('\t');
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '0': '\0',
  '\\': '\\',
};

/** What can stand behind a % in a format. */
const TOKENS = {
  t: (_record, topic) => topic,
  p: ({ partition }) => String(partition),
  o: ({ offset }) => String(offset),
  k: ({ key }, _topic, encoding) => bytesFor(key, encoding),
  v: ({ value }, _topic, encoding) => bytesFor(value, encoding),
  h: ({ headers }, _topic, encoding) =>
    headers.map(({ key, value }) => `${key}=${textOf(value, encoding) ?? ''}`).join(','),
  T: ({ timestamp }) => String(timestamp),
  D: ({ timestamp }) => (timestamp < 0 ? '' : new Date(timestamp).toISOString()),
  K: ({ key }) => String(key?.length ?? -1),
  V: ({ value }) => String(value?.length ?? -1),
} satisfies Record<
  string,
  (record: ConsumedRecord, topic: string, encoding: Encoding) => string | Buffer
>;

/** What a format can be made of, for help. */
export const FORMAT_HELP =
  '%t topic, %p partition, %o offset, %k key, %v value, %h headers, %T timestamp (ms), %D the same as a date, %K and %V lengths (-1: null), %% a percent sign; \\n and \\t as in C';

/** The format for these options. */
export function recordFormat({ json, keys, format, encoding }: FormatOptions): RecordFormat {
  if (json) return (record) => Buffer.from(`${JSON.stringify(jsonOf(record, encoding))}\n`);
  if (format) return (record, topic) => formatted(format, { record, topic, encoding });
  return ({ key, value }) => {
    const shown = [bytesFor(value, encoding), NEWLINE];
    return Buffer.concat(keys ? [bytesFor(key, encoding), TAB, ...shown] : shown);
  };
}

/** Throws InvalidArgumentError. */
export function parseFormat(text: string): FormatPart[] {
  return Array.from(text.matchAll(/%(.?)|\\(.)|[^%\\]+|\\$/gs), ([part, token, escaped]) => {
    if (escaped !== undefined) return { text: ESCAPES[escaped] ?? part };
    if (token === undefined) return { text: part };
    if (token === '%') return { text: '%' };
    if (Object.hasOwn(TOKENS, token)) return { token: token as Token };
    throw new InvalidArgumentError(`there is no ${part}; there are ${FORMAT_HELP}`);
  });
}

function formatted(
  parts: readonly FormatPart[],
  { record, topic, encoding }: { record: ConsumedRecord; topic: string; encoding: Encoding },
): Buffer {
  const chunks = parts.map((part) => {
    const shown = 'text' in part ? part.text : TOKENS[part.token](record, topic, encoding);
    return typeof shown === 'string' ? Buffer.from(shown) : shown;
  });
  return Buffer.concat(chunks);
}

/** Text goes out byte for byte as it came. */
function bytesFor(bytes: Buffer | null, encoding: Encoding): Buffer {
  if (bytes === null) return Buffer.alloc(0);
  return encoding === 'utf8' ? bytes : Buffer.from(bytes.toString(encoding));
}

/** A header that is there more than once has a list of values. */
function jsonOf(record: ConsumedRecord, encoding: Encoding) {
  const { partition, offset, timestamp } = record;
  const headers: Record<string, string | null | (string | null)[]> = {};
  for (const header of record.headers) {
    const value = textOf(header.value, encoding);
    const before = Object.hasOwn(headers, header.key) ? headers[header.key] : undefined;
    headers[header.key] = before === undefined ? value : [...[before].flat(), value];
  }
  const [key, value] = [textOf(record.key, encoding), textOf(record.value, encoding)];
  return { partition, offset, timestamp, key, value, headers };
}
