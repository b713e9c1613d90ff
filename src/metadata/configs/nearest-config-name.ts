// "Did you mean …?": the known config name that is nearest to a misspelt one.

import { nearestOf } from '../../base/nearest.ts';

/** The known name nearest to this one, or null when none is near enough to be meant. */
export function nearestConfigName(name: string, known: Iterable<string>): string | null {
  // Names are also written as environment variables and as option names have them.
  return nearestOf(name.replace(/[_-]/g, '.'), known);
}
