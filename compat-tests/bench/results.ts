// What a run of the benchmark found, as its JSON file holds it, and what follows from it: medians over the
// rounds, ratios, and whether the bars are reached.

import type { Figure, Sample, SubjectName } from './scenario.ts';

export interface ScenarioResult {
  readonly name: string;
  readonly title: string;
  readonly figures: readonly Figure[];
  /** The samples of each subject, in the order of the rounds. */
  readonly samples: Readonly<Partial<Record<SubjectName, readonly Sample[]>>>;
}

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
}

export interface RunResult {
  readonly startedAt: string;
  readonly tookSeconds: number;
  readonly command: string;
  readonly rounds: number;
  readonly isQuick: boolean;
  readonly machine: Machine;
  /** Names with versions: of what is compared, and of the clients. */
  readonly versions: Readonly<Record<string, string>>;
  /** How the tables call each subject. */
  readonly titles: Readonly<Record<SubjectName, string>>;
  readonly scenarios: readonly ScenarioResult[];
}

/** One line of the table. */
export interface Row {
  readonly scenario: string;
  readonly title: string;
  readonly figure: Figure;
  readonly reference: number | null;
  readonly klamm: number | null;
  readonly sink: number | null;
  /** Klamm's median divided by the reference's. */
  readonly ratio: number | null;
  /** Null where there is no bar, or nothing to hold against it. */
  readonly isReached: boolean | null;
}

/** All lines, in the order of the scenarios. */
export function rowsOf({ scenarios }: Pick<RunResult, 'scenarios'>): Row[] {
  return scenarios.flatMap((scenario) => scenario.figures.map((figure) => rowOf(scenario, figure)));
}

function rowOf({ name, title, samples }: ScenarioResult, figure: Figure): Row {
  const of = (subject: SubjectName) => {
    const values = (samples[subject] ?? []).map((sample) => sample[figure.key] ?? Number.NaN);
    return values.length === 0 ? null : median(values);
  };
  const [reference, klamm, sink] = [of('reference'), of('klamm'), of('sink')];
  const ratio = reference !== null && klamm !== null ? klamm / reference : null;
  const isReached = isBarReached(figure, klamm, ratio);
  return { scenario: name, title, figure, reference, klamm, sink, ratio, isReached };
}

function isBarReached(
  { bar, better }: Figure,
  value: number | null,
  ratio: number | null,
): boolean | null {
  if (!bar) return null;
  const [found, wanted] = 'ratio' in bar ? [ratio, bar.ratio] : [value, bar.value];
  if (found === null) return null;
  return better === 'higher' ? found >= wanted : found <= wanted;
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/** The value that this share (0 to 1) of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const index = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return sorted[index] ?? Number.NaN;
}
