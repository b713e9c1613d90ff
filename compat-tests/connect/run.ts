// Kafka Connect, distributed, with the file connectors that come with it. Needs a JDK and Maven.

import { whyNoJava } from '../support/jvm.ts';
import { finishSkipped } from '../support/summary.ts';
import { runVitestSuite } from '../support/vitest-suite.ts';

const reason = whyNoJava();
if (reason === undefined) runVitestSuite('connect', ['compat-tests/connect']);
else finishSkipped(`Kafka Connect: ${reason}`);
