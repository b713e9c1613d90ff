// Recorded exchanges as lines for a person: when, who, what, how long, and which errors.

import { errorName } from '../../base/error-code.ts';
import type { Exchange } from './exchange.ts';
import type { RecordedEvent } from './traffic-lines.ts';

/** One line for each exchange; times are milliseconds after the first. */
export function timeline(exchanges: readonly (Exchange | RecordedEvent)[]): string {
  const startMs = exchanges[0]?.atMs ?? 0;
  return exchanges
    .map((entry) => ('event' in entry ? eventLine(entry, startMs) : lineOf(entry, startMs)))
    .map((line) => `${line}\n`)
    .join('');
}

function eventLine({ atMs, group, event, details }: RecordedEvent, startMs: number): string {
  const words = Object.entries(details).map(([name, value]) => `${name} ${value}`);
  const more = words.length === 0 ? '' : ` (${words.join(', ')})`;
  return `${timeOf(atMs, startMs)}  group ${group}: ${event}${more}`;
}

function timeOf(atMs: number, startMs: number): string {
  return `+${atMs - startMs} ms`.padStart(10);
}

function lineOf(exchange: Exchange, startMs: number): string {
  const { atMs, clientId, api, version, tookMs, request, response } = exchange;
  const when = timeOf(atMs, startMs);
  const subjects = [...new Set([...namesIn(request), ...exchange.topics])].join(' ');
  const what = [`${api} v${version}`, subjects].filter((part) => part !== '').join(' ');
  const errors = [...new Set(errorsIn(response))].map(errorName).join(', ');
  const end = tookMs === null ? 'no answer' : `${errors === '' ? 'ok' : errors} in ${tookMs} ms`;
  return `${when}  ${clientId ?? '-'}  ${what}  → ${end}`;
}

const NAMES = new Set(['groupId', 'topic', 'name', 'transactionalId', 'key']);

/** The topics, groups and transactional ids that a request names. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([field, inner]) =>
    typeof inner === 'string' ? (NAMES.has(field) && inner !== '' ? [inner] : []) : namesIn(inner),
  );
}

/** The error codes in an answer, wherever they stand. */
export function errorsIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(errorsIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    const isError = /errorCode$/i.test(field) && typeof inner === 'number' && inner !== 0;
    return isError ? [inner] : errorsIn(inner);
  });
}
