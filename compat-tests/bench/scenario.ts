// What a scenario of the benchmark is: which figures it yields, what is asked of them, and how one sample of
// them is taken from one subject. The runner decides which subject is measured when, and in which round.

import type { PerfTools } from './perf-tools.ts';
import type { Subject, SubjectOptions } from './subject.ts';

/** Who is measured: what Klamm is compared with, Klamm, and what the client can do at most. */
export type SubjectName = 'reference' | 'klamm' | 'sink';

/** What a figure has to reach. */
export type Bar =
  /** Klamm's figure divided by the reference's. */
  | { readonly ratio: number }
  /** Klamm's figure itself. */
  | { readonly value: number };

/** One column of numbers. */
export interface Figure {
  readonly key: string;
  /** What it is, with its unit: `MB/s`. */
  readonly label: string;
  readonly better: 'higher' | 'lower';
  readonly bar?: Bar;
}

/** One measurement: a number for each figure's key. */
export type Sample = Readonly<Record<string, number>>;

/** Where a sample is taken. */
export interface Stage {
  readonly subjectName: SubjectName;
  readonly tools: PerfTools;
  /** Chooses the full amount, or the one that only shows that everything works. */
  amount(full: number, quick: number): number;
  /** The subject that runs through all scenarios, warmed. Not in isolated scenarios. */
  running(): Subject;
  /** A subject of this sample's own; the caller disposes of it. */
  startOwn(options?: SubjectOptions): Promise<Subject>;
}

export interface Scenario {
  readonly name: string;
  /** One line for the table. */
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly subjects: readonly SubjectName[];
  /** Starts its own subjects, with nothing else running. */
  readonly isIsolated?: boolean;
  /** The most rounds that are worth their time; left out: as many as asked for. */
  readonly maxRounds?: number;
  /** Called once for each subject before its first sample. */
  prepare?(stage: Stage): Promise<void>;
  measure(stage: Stage): Promise<Sample>;
}

export const ALL_SUBJECTS: readonly SubjectName[] = ['reference', 'klamm', 'sink'];
export const BROKERS: readonly SubjectName[] = ['reference', 'klamm'];

/** Throughput, more is better. */
export function megabytesPerSecond(bar?: number): Figure {
  return {
    key: 'throughput',
    label: 'MB/s',
    better: 'higher',
    ...(bar && { bar: { ratio: bar } }),
  };
}

/** The broker's processor time for what went through it. */
export function cpuPerGigabyte(bar?: number): Figure {
  return { key: 'cpu', label: 'CPU s/GB', better: 'lower', ...(bar && { bar: { ratio: bar } }) };
}
