// Options as a test writes them, in JavaScript as well, where no compiler finds a misspelt one.

import { nearestOf } from '../base/nearest.ts';
import { StartError } from '../broker/start-error.ts';

/** The names of all options of some kind: the compiler sees to it that none is missing. */
export type OptionNames<Options> = Readonly<Record<keyof Required<Options>, true>>;

/** Throws StartError that names an option which there is not, and the nearest that there is. */
export function requireKnown<Options extends object>(
  given: Options,
  names: OptionNames<Options>,
  what: string,
): void {
  const known = Object.keys(names);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestOf(unknown, known);
  const hint = nearest ? `did you mean ${nearest}?` : `there are ${known.join(', ')}`;
  throw new StartError(`${what} has no option ${unknown}, ${hint}`);
}
