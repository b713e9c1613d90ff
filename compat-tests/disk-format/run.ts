// The disk format of Klamm against that of Apache Kafka, both ways. Needs a JDK and Maven.

import { whyNoJava } from '../support/jvm.ts';
import { finishSkipped } from '../support/summary.ts';
import { runSuite } from './suite.ts';

const reason = whyNoJava();
if (reason === undefined) await runSuite();
else finishSkipped(`the comparison with Apache Kafka: ${reason}`);
