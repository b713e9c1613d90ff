// The documents' blocks in other languages, and those that call programs which are not everywhere.

import { runVitestSuite } from '../support/vitest-suite.ts';

runVitestSuite('docs', ['compat-tests/docs']);
