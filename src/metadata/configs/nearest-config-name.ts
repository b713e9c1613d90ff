// "Did you mean …?" for config names.

import { nearestOf } from '../../base/nearest.ts';

/** The known name nearest to this one, or null when none is near enough to be meant. */
export function nearestConfigName(name: string, known: Iterable<string>): string | null {
  return nearestOf(name.replace(/[_-]/g, '.'), known);
}
