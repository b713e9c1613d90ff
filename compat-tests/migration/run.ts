// Data between Apache Kafka and Klamm, in both directions, against the real broker. Needs a JDK and Maven.

import { whyNoJava } from '../support/jvm.ts';
import { finishSkipped } from '../support/summary.ts';
import { runVitestSuite } from '../support/vitest-suite.ts';

const reason = whyNoJava();
if (reason === undefined) runVitestSuite('migration', ['compat-tests/migration']);
else finishSkipped(`migration: ${reason}`);
