// What is written before each round of cleaning, and how the topics are configured. Every scenario is a topic of
// its own; the bytes depend on its number alone.

import { buildBatch } from '../../src/record/record-batch-builder.ts';
import type { HistoryStep } from '../../test/log/cleaner/random-history.ts';
import { RandomHistory } from '../../test/log/cleaner/random-history.ts';

export interface Scenario {
  readonly topic: string;
  readonly configs: Readonly<Record<string, string>>;
  /** What is appended before the next round. */
  next(): HistoryStep[];
  /** Whether retention takes the first round's records away. */
  readonly losesItsStart?: boolean;
}

const COMPACT = {
  'cleanup.policy': 'compact',
  'min.cleanable.dirty.ratio': '0.0',
  'segment.bytes': '1048576',
  'file.delete.delay.ms': '100',
};

interface Kind {
  readonly name: string;
  readonly retentionMs: number;
  readonly keys: number;
  readonly valueBytes: number;
  readonly withoutKeys: boolean;
  /** Whether transactions go on from round to round. */
  readonly isOpen?: boolean;
}

const KINDS: readonly Kind[] = [
  // Tombstones go with the first clean after the one that has seen them.
  { name: 'at-once', retentionMs: 0, keys: 12, valueBytes: 40, withoutKeys: false },
  { name: 'tombstones-kept', retentionMs: 3_600_000, keys: 12, valueBytes: 40, withoutKeys: false },
  { name: 'many-keys', retentionMs: 0, keys: 200, valueBytes: 300, withoutKeys: true },
  { name: 'open', retentionMs: 0, keys: 12, valueBytes: 40, withoutKeys: false, isOpen: true },
  // Several segments of a megabyte: more than one group.
  { name: 'large-values', retentionMs: 0, keys: 30, valueBytes: 60_000, withoutKeys: false },
];

const HOUR_MS = 3_600_000;

/** Batches in a history before each round. */
const STEPS = 60;

/** `count` scenarios of each kind, whose timestamps begin an hour before `nowMs`. */
export function scenarios(count: number, nowMs: number): Scenario[] {
  const random = KINDS.flatMap((kind, number) =>
    Array.from({ length: count }, (_, index) =>
      randomScenario(kind, { seed: 1000 * (number + 1) + index, startMs: nowMs - HOUR_MS }),
    ),
  );
  const retained = Array.from({ length: count }, (_, index) => retentionScenario(index, nowMs));
  return [...random, ...retained];
}

function randomScenario(
  { name, retentionMs, isOpen = false, ...options }: (typeof KINDS)[number],
  { seed, startMs }: { readonly seed: number; readonly startMs: number },
): Scenario {
  const history = new RandomHistory({ ...options, seed, startMs });
  return {
    topic: `${name}-${seed}`,
    configs: { ...COMPACT, 'delete.retention.ms': String(retentionMs) },
    next: () => [...history.steps(STEPS), ...(isOpen ? [] : history.endAll())],
  };
}

/** `compact,delete`: the first part of the log is older than retention allows. */
function retentionScenario(seed: number, nowMs: number): Scenario {
  const options = { seed, keys: 30, valueBytes: 20_000, withoutKeys: false };
  const old = new RandomHistory({ ...options, startMs: nowMs - 5 * HOUR_MS });
  const recent = new RandomHistory({ ...options, startMs: nowMs - HOUR_MS });
  let isFirst = true;
  const next = (): HistoryStep[] => {
    const before = isFirst ? [...old.steps(STEPS), ...old.endAll(), ...boundary(nowMs)] : [];
    isFirst = false;
    return [...before, ...recent.steps(STEPS), ...recent.endAll()];
  };
  const configs = { 'cleanup.policy': 'compact,delete', 'retention.ms': String(2 * HOUR_MS) };
  return {
    topic: `compact-delete-${seed}`,
    configs: { ...COMPACT, 'delete.retention.ms': '0', ...configs },
    next,
    losesItsStart: true,
  };
}

/** Two segments that are too large to become one: whether deletion or cleaning comes first is the same. */
function boundary(nowMs: number): HistoryStep[] {
  const filler = (key: string, timestamp: number): HistoryStep => ({
    kind: 'append',
    bytes: buildBatch({
      records: [{ key: Buffer.from(key), value: Buffer.alloc(700_000), timestamp }],
    }),
  });
  return [
    { kind: 'roll' },
    filler('old', nowMs - 4 * HOUR_MS),
    { kind: 'roll' },
    filler('recent', nowMs - HOUR_MS),
    { kind: 'roll' },
  ];
}
