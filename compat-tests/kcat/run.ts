// kcat, as Debian packages it (librdkafka 2.0), against the broker.

import { spawnSync } from 'node:child_process';
import { finishSkipped } from '../support/summary.ts';
import { runVitestSuite } from '../support/vitest-suite.ts';

if (spawnSync('kcat', ['-V']).status === 0) runVitestSuite('kcat', ['compat-tests/kcat']);
else finishSkipped('kcat is not installed (apt-get install kcat)');
