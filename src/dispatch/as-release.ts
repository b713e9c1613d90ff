// What a broker serves that is as another release: the handlers there are, in the versions that release had too.

import type { ReleaseProfile } from '../metadata/releases/release-profile.ts';
import type { AnyHandler } from './handler.ts';

/** Without a release all of them. What that release had and is not here is left out, never announced. */
export function handlersAs(
  release: ReleaseProfile | null,
  handlers: readonly AnyHandler[],
): readonly AnyHandler[] {
  if (release === null) return handlers;
  return handlers.flatMap((handler) => narrowed(handler, release) ?? []);
}

function narrowed(handler: AnyHandler, release: ReleaseProfile): AnyHandler | null {
  const announced = release.versionsOf(handler.api.key);
  if (announced === null) return null;
  const first = Math.max(handler.versions[0], announced[0]);
  const last = Math.min(handler.versions[1], announced[1]);
  if (first > last) return null;
  const { announcedFrom } = handler;
  return {
    ...handler,
    versions: [first, last],
    ...(announcedFrom === undefined
      ? {}
      : { announcedFrom: Math.max(announcedFrom, announced[0]) }),
  };
}
