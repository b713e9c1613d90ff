// KafkaShareConsumer, Apache Kafka's own, at work: what several members get, accept, reject, release and renew,
// also when they and the broker are killed. `run.ts [course…]`. Needs a JDK and Maven.

import { Broker } from '../support/broker.ts';
import { whyNoJava } from '../support/jvm.ts';
import { finish, finishSkipped } from '../support/summary.ts';
import type { Course } from './courses.ts';
import { COURSES } from './courses.ts';

const FAULTS_SHOWN = 5;
/** Members that are killed are given up soon, and new ones are placed at once. */
const PROPERTIES = {
  'group.share.min.session.timeout.ms': '1000',
  'group.share.session.timeout.ms': '3000',
  'group.share.min.heartbeat.interval.ms': '100',
  'group.share.heartbeat.interval.ms': '500',
  'group.share.min.record.lock.duration.ms': '1000',
};

async function passes(course: Course, broker: Broker): Promise<boolean> {
  const startedAt = performance.now();
  const say = (verdict: string) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`${verdict} ${course.name} (${seconds} s)\n`);
  };
  try {
    const faults = await course.run(broker);
    say(faults.length === 0 ? 'ok' : 'FAIL');
    for (const fault of faults.slice(0, FAULTS_SHOWN)) process.stdout.write(`  ${fault}\n`);
    return faults.length === 0;
  } catch (error) {
    say('FAIL');
    process.stdout.write(`  ${error}\n${broker.log()}\n`);
    return false;
  }
}

const reason = whyNoJava();
if (reason === undefined) {
  const wanted = process.argv.slice(2);
  const courses = COURSES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  let passed = 0;
  {
    await using broker = await Broker.start({ properties: PROPERTIES });
    for (const course of courses) if (await passes(course, broker)) passed += 1;
  }
  finish({ passed, failed: courses.length - passed, skipped: 0 });
} else {
  finishSkipped(`share consumers: ${reason}`);
}
