// Runs scenarios: starts the subjects side by side, warms them, and takes the samples of each scenario in turns,
// so that whatever the machine does at a time hits all subjects alike.

import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { PageCacheFiller } from './page-cache.ts';
import { PerfTools } from './perf-tools.ts';
import type { ScenarioResult } from './results.ts';
import type { Sample, Scenario, Stage, SubjectName } from './scenario.ts';
import type { Recipe } from './subject.ts';
import { Subject } from './subject.ts';
import { warmUp } from './warm-up.ts';

export interface BenchmarkOptions {
  readonly scenarios: readonly Scenario[];
  readonly recipes: Readonly<Record<SubjectName, Recipe>>;
  readonly rounds: number;
  readonly isQuick: boolean;
  /** See PageCacheFiller. */
  readonly fillsPageCache: boolean;
  /** Told of everything that happens, a line at a time. */
  readonly progress: (line: string) => void;
}

/** For the machine to come to rest between samples. */
const PAUSE_MS = 200;

export class Benchmark {
  /** Samples that could not be taken. */
  failures = 0;
  readonly #options: BenchmarkOptions;
  readonly #tools = new PerfTools();
  readonly #pageCache = new PageCacheFiller();
  readonly #running = new Map<SubjectName, Subject>();

  constructor(options: BenchmarkOptions) {
    this.#options = options;
  }

  /** Gives the result of each scenario as soon as it is there. */
  async *run(): AsyncGenerator<ScenarioResult> {
    const { scenarios } = this.#options;
    for (const scenario of scenarios) {
      if (scenario.isIsolated) await this.#stopRunning();
      if (!scenario.isIsolated) await this.#startRunning(scenario.subjects);
      yield await this.#runScenario(scenario);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stopRunning();
    this.#tools[Symbol.dispose]();
  }

  async #runScenario(scenario: Scenario): Promise<ScenarioResult> {
    const { name, title, figures, subjects } = scenario;
    const samples: Partial<Record<SubjectName, Sample[]>> = {};
    for (const subject of subjects) {
      await this.#attempt(name, subject, async () => scenario.prepare?.(this.#stage(subject)));
    }
    const rounds = Math.min(this.#options.rounds, scenario.maxRounds ?? Number.POSITIVE_INFINITY);
    for (let round = 0; round < rounds; round++) {
      for (const subject of rotated(subjects, round)) {
        await this.#comeToRest();
        const take = () => scenario.measure(this.#stage(subject));
        const sample = await this.#attempt(name, subject, take);
        if (!sample) continue;
        samples[subject] = [...(samples[subject] ?? []), sample];
        this.#tell(name, subject, describe(sample));
      }
    }
    return { name, title, figures, samples };
  }

  /** One subject that fails does not end a run of many minutes. */
  async #attempt<T>(name: string, subject: SubjectName, action: () => Promise<T>) {
    try {
      return await action();
    } catch (error) {
      this.failures += 1;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#tell(name, subject, `FAILED: ${message}`);
      return undefined;
    }
  }

  #stage(subjectName: SubjectName): Stage {
    const { isQuick, recipes } = this.#options;
    return {
      subjectName,
      tools: this.#tools,
      amount: (full, quick) => Math.floor(isQuick ? quick : full),
      running: () => {
        const subject = this.#running.get(subjectName);
        if (!subject) throw new Error(`${subjectName} does not run`);
        return subject;
      },
      startOwn: (options) => Subject.start(recipes[subjectName], options),
    };
  }

  async #startRunning(subjects: readonly SubjectName[]): Promise<void> {
    for (const name of subjects) {
      if (this.#running.has(name)) continue;
      const subject = await Subject.start(this.#options.recipes[name]);
      this.#running.set(name, subject);
      if (this.#options.isQuick) continue;
      this.#options.progress(`warming ${subject.title}`);
      await warmUp(subject, this.#tools);
    }
  }

  async #stopRunning(): Promise<void> {
    for (const subject of this.#running.values()) await subject[Symbol.asyncDispose]();
    this.#running.clear();
  }

  /** What earlier samples left for the disk is written, so that nobody pays for the one before. */
  async #comeToRest(): Promise<void> {
    if (this.#options.isQuick) return;
    execFileSync('sync');
    if (this.#options.fillsPageCache) this.#pageCache.fill();
    await sleep(PAUSE_MS);
  }

  #tell(scenario: string, subject: SubjectName, what: string): void {
    this.#options.progress(`${scenario} ${this.#options.recipes[subject].title}: ${what}`);
  }
}

/** Every subject is first in turn. */
function rotated<T>(items: readonly T[], by: number): T[] {
  const at = by % Math.max(1, items.length);
  return [...items.slice(at), ...items.slice(0, at)];
}

function describe(sample: Sample): string {
  return Object.entries(sample)
    .map(([key, value]) => `${key} ${Number(value.toPrecision(4))}`)
    .join(', ');
}
