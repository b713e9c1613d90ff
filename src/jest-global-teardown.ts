// The door `klamm/jest/global-teardown`: stops what `klamm/jest/global-setup` has started.

import { closeRunning } from './testing/shared/running.ts';

export default function globalTeardown(): Promise<void> {
  return closeRunning();
}
