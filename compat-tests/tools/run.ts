// The official command line tools against the broker, compared with the same commands against Apache
// Kafka. Needs a JDK and Maven.

import { whyNoJava } from '../support/jvm.ts';
import { finishSkipped } from '../support/summary.ts';
import { runVitestSuite } from '../support/vitest-suite.ts';

const reason = whyNoJava();
if (reason === undefined) runVitestSuite('tools', ['compat-tests/tools']);
else finishSkipped(`the official tools: ${reason}`);
