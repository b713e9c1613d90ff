// The door `klamm/jest`: in a test file, the broker that the run shares, and matchers with their types. Its global
// setup is `klamm/jest/global-setup`, and its end `klamm/jest/global-teardown`.

import type { KlammMatchers } from './testing/matchers/matchers.ts';
import type { SharedBroker } from './testing/shared/shared-broker.ts';
import { connectBroker } from './testing/shared/shared-broker.ts';

export { matchers } from './testing/matchers/matchers.ts';
export type { SharedBroker } from './testing/shared/shared-broker.ts';

interface JestGlobals {
  readonly afterAll?: (end: () => Promise<void>) => void;
}

/** The broker of the run, with names for this file alone; what bears them is removed after the file's tests. */
export function useBroker(): SharedBroker {
  const { afterAll } = globalThis as JestGlobals;
  if (afterAll === undefined) {
    throw new TypeError(
      "there is no global afterAll, which Jest's injectGlobals gives: use connectBroker of klamm/testing, and close it yourself",
    );
  }
  const broker = connectBroker();
  afterAll(() => broker.close());
  return broker;
}

declare global {
  namespace jest {
    // biome-ignore lint/complexity/noBannedTypes: all declarations of an interface must agree in their parameters
    interface Matchers<R, T = {}> extends KlammMatchers<R> {}
  }
}
