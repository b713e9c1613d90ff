// The options of Apache Kafka's tools: `--name value`, `--name=value`, `--switch`. A tool names those that it
// understands; any other is refused, so that nothing is taken for done that was not.

import { nearestOf } from '../../src/base/nearest.ts';
import { ToolError } from './tool-error.ts';

export interface OptionNames {
  /** Options with a value. */
  readonly values: readonly string[];
  /** Options without one. */
  readonly switches?: readonly string[];
}

export class KafkaOptions {
  readonly words: readonly string[];
  readonly #values: ReadonlyMap<string, readonly string[]>;

  private constructor(words: readonly string[], values: ReadonlyMap<string, readonly string[]>) {
    this.words = words;
    this.#values = values;
  }

  /** Reads a command line; throws ToolError for what it does not know. */
  static parse(given: readonly string[], names: OptionNames): KafkaOptions {
    const values = new Map<string, string[]>();
    const words: string[] = [];
    const rest = [...given];
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
      const [, name, inline] = /^(--?[a-zA-Z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
      if (name === undefined) {
        words.push(word);
        continue;
      }
      const value = valueGiven(name, names, () => inline ?? rest.shift());
      values.set(name, [...(values.get(name) ?? []), value]);
    }
    return new KafkaOptions(words, values);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The last value given. */
  get(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The value of an option that has to be there; throws ToolError. */
  need(name: string): string {
    const value = this.get(name);
    if (value === undefined) throw new ToolError(`${name} is missing`);
    return value;
  }

  /** The one of these switches that was given; throws ToolError for none or several. */
  action<Name extends string>(names: readonly Name[]): Name {
    const [action, ...others] = names.filter((name) => this.has(name));
    if (action !== undefined && others.length === 0) return action;
    throw new ToolError(`one of ${names.join(', ')} is needed`);
  }
}

function valueGiven(name: string, names: OptionNames, next: () => string | undefined): string {
  if (names.switches?.includes(name)) return '';
  if (!names.values.includes(name)) {
    const known = [...names.values, ...(names.switches ?? [])];
    const nearest = nearestOf(name, known);
    throw new ToolError(
      `this image's tool has no option ${name}: ${nearest ? `did you mean ${nearest}?` : `it has ${known.join(', ')}`}`,
    );
  }
  const value = next();
  if (value === undefined) throw new ToolError(`${name} needs a value`);
  return value;
}
