// The door `klamm/vitest`: in a test file, the broker that the run shares, and matchers with their types. Its global
// setup is `klamm/vitest/global-setup`.

import { afterAll, inject } from 'vitest';
import type { KlammMatchers } from './testing/matchers/matchers.ts';
import type { SharedBroker } from './testing/shared/shared-broker.ts';
import { connectBroker } from './testing/shared/shared-broker.ts';

export { matchers } from './testing/matchers/matchers.ts';
export type { SharedBroker } from './testing/shared/shared-broker.ts';

/** The broker of the run, with names for this file alone; what bears them is removed after the file's tests. */
export function useBroker(): SharedBroker {
  const provided = inject('klamm');
  const broker = connectBroker(provided ? { bootstrapServers: provided.bootstrapServers } : {});
  afterAll(() => broker.close());
  return broker;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** What `klamm/vitest/global-setup` provides; undefined without it. */
    klamm?: { readonly bootstrapServers: string };
  }
  interface Matchers<R extends void | Promise<void>, T> extends KlammMatchers<R> {}
}
