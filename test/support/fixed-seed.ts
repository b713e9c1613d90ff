// Properties draw the same cases on every run unless KLAMM_TEST_SEED says otherwise, so that a green run
// stays green and a red one can be repeated.

import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.KLAMM_TEST_SEED ?? 20261121) });
