// The clients from npm against the broker: the tests of test/clients, which `npm test` runs too. Of use
// here with `--broker apache`, which verifies what they expect.

import { runVitestSuite } from '../support/vitest-suite.ts';

runVitestSuite('npm-clients', ['test/clients']);
