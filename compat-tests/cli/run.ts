// Klamm's own command line tools against the broker, compared with the same commands against Apache Kafka. Needs a JDK
// and Maven.

import { whyNoJava } from '../support/jvm.ts';
import { finishSkipped } from '../support/summary.ts';
import { runVitestSuite } from '../support/vitest-suite.ts';

const reason = whyNoJava();
if (reason === undefined) runVitestSuite('cli', ['compat-tests/cli']);
else finishSkipped(`the command line against Apache Kafka: ${reason}`);
