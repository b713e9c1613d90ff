// Finds the profile of a release by its name, and reads its data only then.

import type { ReleaseData } from './release-data.ts';
import type { ReleaseProfile } from './release-profile.ts';

interface DataModule {
  readonly default: unknown;
}

/** Spelled out, so that the build finds each file. */
const DATA: Readonly<Record<string, () => Promise<DataModule>>> = {
  '2.8': () => import('./data/2.8.json', { with: { type: 'json' } }),
  '3.0': () => import('./data/3.0.json', { with: { type: 'json' } }),
  '3.1': () => import('./data/3.1.json', { with: { type: 'json' } }),
  '3.2': () => import('./data/3.2.json', { with: { type: 'json' } }),
  '3.3': () => import('./data/3.3.json', { with: { type: 'json' } }),
  '3.4': () => import('./data/3.4.json', { with: { type: 'json' } }),
  '3.5': () => import('./data/3.5.json', { with: { type: 'json' } }),
  '3.6': () => import('./data/3.6.json', { with: { type: 'json' } }),
  '3.7': () => import('./data/3.7.json', { with: { type: 'json' } }),
  '3.8': () => import('./data/3.8.json', { with: { type: 'json' } }),
  '3.9': () => import('./data/3.9.json', { with: { type: 'json' } }),
  '4.0': () => import('./data/4.0.json', { with: { type: 'json' } }),
  '4.1': () => import('./data/4.1.json', { with: { type: 'json' } }),
  '4.2': () => import('./data/4.2.json', { with: { type: 'json' } }),
  '4.3': () => import('./data/4.3.json', { with: { type: 'json' } }),
};

/** The releases that there are profiles of, from the oldest on. */
export const RELEASE_NAMES: readonly string[] = Object.keys(DATA);

/** The name of the release that a text means, with or without its patch number (`2.8`, `v3.9.1`); null: none. */
export function releaseNamed(text: string): string | null {
  const [, name = ''] = /^v?(\d+\.\d+)(?:\.\d+)?$/.exec(text.trim()) ?? [];
  return RELEASE_NAMES.includes(name) ? name : null;
}

/** The profile of a release, which must be one of RELEASE_NAMES. */
export async function loadRelease(name: string): Promise<ReleaseProfile> {
  const load = DATA[name];
  if (!load) throw new RangeError(`no release ${name}`);
  const [{ releaseProfile }, data] = await Promise.all([import('./release-profile.ts'), load()]);
  return releaseProfile(name, data.default as ReleaseData);
}
