// `--as`: the release of Apache Kafka that a broker is to be as.

import { loadRelease, RELEASE_NAMES, releaseNamed } from '../../metadata/releases/load-release.ts';
import type { ReleaseProfile } from '../../metadata/releases/release-profile.ts';
import { StartError } from '../start-error.ts';

/** The profile of a release, `2.8` to `4.3`; null where none is asked for. Throws StartError for another one. */
export async function resolveRelease(text: string | undefined): Promise<ReleaseProfile | null> {
  if (text === undefined) return null;
  const name = releaseNamed(text);
  if (name !== null) return loadRelease(name);
  const all = `there are ${RELEASE_NAMES[0]} to ${RELEASE_NAMES.at(-1)}`;
  throw new StartError(`there is no profile of Apache Kafka ${text}${nearestTo(text)}; ${all}`);
}

function nearestTo(text: string): string {
  const wanted = numberOf(text);
  if (Number.isNaN(wanted)) return '';
  const distance = (name: string) => Math.abs(numberOf(name) - wanted);
  const [nearest] = [...RELEASE_NAMES].sort((one, other) => distance(one) - distance(other));
  return `, the nearest is ${nearest}`;
}

/** Releases in their order as numbers: 3.9 is just before 4.0. */
function numberOf(text: string): number {
  const [, major, minor] = /^v?(\d{1,3})(?:\.(\d{1,3}))?/.exec(text.trim()) ?? [];
  return Number(major) * 10 + Number(minor ?? 0);
}
