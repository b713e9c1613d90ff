// The steps of a CI job, run as its runner would: each script by bash, stopping at the first command that fails, with
// the files by which GitHub's steps tell each other variables and outputs.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { ProcessRun } from '../docs/process-run.ts';
import { userEnvironment } from '../support/packed-package.ts';

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly ActionStep[] };
}

interface ActionStep {
  readonly id: string;
  readonly env: Readonly<Record<string, string>>;
  readonly run: string;
}

export type Values = Readonly<Record<string, string>>;

export class CiJob {
  readonly #directory: string;
  readonly #files: string;
  readonly #runs: ProcessRun[] = [];
  #variables: Values = {};

  /** A job in this directory, with a place for its own files below another. */
  constructor(directory: string, files: string) {
    this.#directory = directory;
    this.#files = files;
    mkdirSync(files, { recursive: true });
  }

  /** What the steps so far have set for those that follow. */
  get variables(): Values {
    return this.#variables;
  }

  /** Runs a script; throws what it printed when it fails. */
  async script(
    text: string,
    environment: Values = {},
  ): Promise<{ output: string; outputs: Values }> {
    const file = path.join(this.#files, `step-${this.#runs.length}.sh`);
    const [variables, outputs] = [`${file}.env`, `${file}.output`];
    for (const [name, content] of [
      [file, text],
      [variables, ''],
      [outputs, ''],
    ] as const) {
      writeFileSync(name, content);
    }
    const env = {
      ...userEnvironment(),
      ...this.#variables,
      ...environment,
      GITHUB_ENV: variables,
      GITHUB_OUTPUT: outputs,
      RUNNER_TEMP: this.#files,
    };
    const words = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', file] as const;
    const run = new ProcessRun(words, { cwd: this.#directory, env });
    this.#runs.push(run);
    await run.end();
    if (run.exitCode !== 0) throw new Error(`${text}\nended with ${run.exitCode}:\n${run.output}`);
    this.#variables = { ...this.#variables, ...pairsIn(variables) };
    return { output: run.output, outputs: pairsIn(outputs) };
  }

  /** Runs a composite action with these inputs, and gives its outputs. */
  async action({ inputs, outputs, runs }: Action, given: Values): Promise<Values> {
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(inputs, name)) throw new Error(`the action has no input ${name}`);
    }
    const values = new Map(
      Object.entries(inputs).map(([name, input]) => [
        `inputs.${name}`,
        given[name] ?? input.default,
      ]),
    );
    for (const { id, env, run } of runs.steps) {
      const said = await this.script(
        run,
        mapValues(env, (text) => filledIn(text, values)),
      );
      for (const [name, value] of Object.entries(said.outputs)) {
        values.set(`steps.${id}.outputs.${name}`, value);
      }
    }
    return mapValues(outputs, ({ value }) => filledIn(value, values));
  }

  /** Ends what the steps have left running. */
  async end(): Promise<void> {
    await Promise.all(this.#runs.map((run) => run.kill()));
  }
}

export function readAction(file: string): Action {
  return parse(readFileSync(file, 'utf8'));
}

/** Replaces `${{ name }}`; throws for a name without a value. */
export function filledIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`there is no ${name}`);
    return value;
  });
}

function mapValues<Value>(record: Readonly<Record<string, Value>>, map: (value: Value) => string) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

function pairsIn(file: string): Values {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
