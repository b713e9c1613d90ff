// A change of metadata that has been thought out against one image and may be tried: what to answer if it
// goes through, what to write, and what must not have changed meanwhile.

import type { MetaGuard, MetaOperation } from './meta-store.ts';
import type { MetadataImage } from './metadata-image.ts';

export interface MetadataPlan<Answer> {
  readonly answer: Answer;
  readonly operations: readonly MetaOperation[];
  readonly guards: readonly MetaGuard[];
}

/** Thinks a change out anew each time the image turns out to have been overtaken. */
export type Planner<Answer> = (image: MetadataImage) => MetadataPlan<Answer>;
