// The same requests to Apache Kafka and to Klamm, and their answers side by side. `run.ts [chapter…]`.
// Needs a JDK and Maven; without them the suite is skipped.

import { Broker } from '../support/broker.ts';
import { whyNoJava } from '../support/jvm.ts';
import { finish, finishSkipped } from '../support/summary.ts';
import { allChapters } from './chapters/all-chapters.ts';
import { differences } from './difference.ts';
import { IntendedDifferences } from './intended.ts';
import type { Chapter } from './side.ts';
import { Side } from './side.ts';

const SHOWN_CHARACTERS = 600;

/** Limits of groups that a chapter can reach without waiting long. */
const PROPERTIES = {
  'group.min.session.timeout.ms': '100',
  'group.max.size': '4',
  'group.consumer.max.size': '4',
  'group.consumer.assignment.interval.ms': '0',
};

class Comparison {
  passed = 0;
  failed = 0;
  readonly #intended = IntendedDifferences.read();

  /** Runs the chapter on both sides at once and compares what they noted. */
  async run(chapter: Chapter, apache: Broker, klamm: Broker): Promise<void> {
    const startedAt = performance.now();
    const before = this.failed;
    const [theirs, ours] = await Promise.all([
      this.#notes(chapter, apache),
      this.#notes(chapter, klamm),
    ]);
    for (const check of new Set([...theirs.keys(), ...ours.keys()])) {
      this.#compare(`${chapter.title}: ${check}`, theirs.get(check), ours.get(check));
    }
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const verdict = this.failed === before ? 'ok' : `${this.failed - before} DIFFER`;
    process.stdout.write(`${chapter.title}: ${ours.size} answers, ${verdict} (${seconds} s)\n`);
  }

  /** What the table of intended differences says and nothing shows. */
  reportStale(): void {
    for (const row of this.#intended.stale()) {
      this.failed += 1;
      process.stdout.write(`no such difference any more: ${row}\n`);
    }
  }

  async #notes(chapter: Chapter, broker: Broker): Promise<ReadonlyMap<string, unknown>> {
    const side = new Side(broker);
    try {
      await chapter.run(side);
    } catch (error) {
      this.failed += 1;
      process.stdout.write(`${chapter.title} broke off on ${broker.kind}: ${error}\n`);
      if (error instanceof Error) process.stdout.write(`${error.stack}\n`);
    }
    await side.hangUp();
    return side.notes;
  }

  #compare(check: string, apache: unknown, klamm: unknown): void {
    const found = differences(apache, klamm).filter((each) => !this.#intended.covers(check, each));
    if (found.length === 0) {
      this.passed += 1;
      return;
    }
    this.failed += 1;
    process.stdout.write(`DIFFERENT ${check}\n`);
    for (const { path, apache: theirs, klamm: ours } of found) {
      process.stdout.write(
        `  ${path}\n    Apache Kafka ${shown(theirs)}\n    Klamm        ${shown(ours)}\n`,
      );
    }
  }
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, SHOWN_CHARACTERS);
}

async function main(titles: readonly string[]): Promise<void> {
  const chapters = allChapters.filter(({ title }) => titles.length === 0 || titles.includes(title));
  const comparison = new Comparison();
  const [apache, klamm] = await Promise.all([
    Broker.start({ kind: 'apache', properties: PROPERTIES }),
    Broker.start({ kind: 'klamm', properties: PROPERTIES }),
  ]);
  await using _apache = apache;
  await using _klamm = klamm;
  for (const chapter of chapters) await comparison.run(chapter, apache, klamm);
  if (titles.length === 0) comparison.reportStale();
  finish({ passed: comparison.passed, failed: comparison.failed, skipped: 0 });
}

const reason = whyNoJava();
if (reason === undefined) await main(process.argv.slice(2));
else finishSkipped(`the comparison with Apache Kafka: ${reason}`);
