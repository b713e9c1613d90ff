// The course of the comparison. Both brokers get the same batches; then their directories are looked at while
// they run and after a clean stop, by Apache Kafka's tool and by `klamm check`, and file by file. Then they
// change places: each serves what the other wrote. All of that once more after both were killed.

import path from 'node:path';
import { Broker } from '../support/broker.ts';
import type { CheckFinding } from '../support/klamm-check.ts';
import { checkDirectory } from '../support/klamm-check.ts';
import { ToolHost } from '../support/tool-host.ts';
import { Side } from '../wire-diff/side.ts';
import { changePlaces } from './change-places.ts';
import { compact } from './compact.ts';
import { partitionFiles } from './disk-files.ts';
import { dumpAll } from './dump-log.ts';
import { goOn } from './go-on.ts';
import { fillInternalTopics } from './internal-topics.ts';
import { answersAbout } from './questions.ts';
import { Report } from './report.ts';
import type { Case } from './workload.ts';
import { casesNamed, LAST_SENT, Sender } from './workload.ts';

const PROPERTIES = {
  'transaction.partition.verification.enable': 'false',
  'offsets.topic.num.partitions': '3',
  'transaction.state.log.num.partitions': '3',
  'log.cleaner.backoff.ms': '200',
};
/** Old segments do not go in the midst of the comparison: Klamm looks for them after five minutes too. */
const APACHE_PROPERTIES = { ...PROPERTIES, 'log.initial.task.delay.ms': '300000' };

/** Answers by topic. */
type Answers = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

export async function runSuite(): Promise<void> {
  await using apache = await Broker.start({ kind: 'apache', properties: APACHE_PROPERTIES });
  await using klamm = await Broker.start({ kind: 'klamm', properties: PROPERTIES });
  using tools = new ToolHost();
  const suite = new Suite(apache, klamm, tools);
  await suite.cleanRound();
  await suite.uncleanRound();
  suite.report.finish();
}

class Suite {
  readonly report = new Report();
  readonly #apache: Broker;
  readonly #klamm: Broker;
  readonly #tools: ToolHost;
  readonly #theirs: Side;
  readonly #ours: Side;

  constructor(apache: Broker, klamm: Broker, tools: ToolHost) {
    this.#apache = apache;
    this.#klamm = klamm;
    this.#tools = tools;
    this.#theirs = new Side(apache);
    this.#ours = new Side(klamm);
  }

  /** What is on the disk while the brokers run, after a clean stop, and under the other broker. */
  async cleanRound(): Promise<void> {
    const cases = casesNamed('clean');
    await this.#fill(cases);
    await Promise.all(
      [this.#theirs, this.#ours].map((side) => fillInternalTopics(side, 'used-by-groups')),
    );
    await this.#dump('live');
    await this.#check('live', { isLive: true });
    for (const { topic } of cases) this.#compareFiles(topic, 'live ');
    const written = await this.#ask(cases);
    await this.#stop();
    await this.#dump('after a clean stop');
    await this.#check('after a clean stop');
    for (const { topic } of cases) this.#compareFiles(topic);
    await this.#exchange(cases, written, 'clean');
    await this.#goOn(cases);
  }

  /** The same after SIGKILL. */
  async uncleanRound(): Promise<void> {
    const cases = casesNamed('unclean');
    await this.#fill(cases);
    const written = await this.#ask(cases);
    await this.#theirs.hangUp();
    await this.#ours.hangUp();
    await Promise.all([this.#apache.kill(), this.#klamm.kill()]);
    await this.#dump('after a kill');
    await this.#check('after a kill');
    await this.#exchange(cases, written, 'killed');
    await this.#goOn(cases);
    await this.#stop();
    await this.#dump('at the end');
    await this.#check('at the end');
  }

  async #fill(cases: readonly Case[]): Promise<void> {
    await Promise.all(
      [this.#theirs, this.#ours].map(async (side) => {
        for (const { topic, configs, send } of cases) {
          await side.newTopic(topic, { configs });
          await send(new Sender(side, topic));
        }
        const compacted = cases.filter(({ isCompacted }) => isCompacted);
        await compact(
          side,
          compacted.map(({ topic }) => topic),
        );
      }),
    );
  }

  async #ask(cases: readonly Case[]): Promise<{ theirs: Answers; ours: Answers }> {
    const askAll = async (side: Side) => {
      const answers = new Map<string, ReadonlyMap<string, unknown>>();
      for (const { topic } of cases) answers.set(topic, await answersAbout(side, topic));
      return answers;
    };
    return { theirs: await askAll(this.#theirs), ours: await askAll(this.#ours) };
  }

  async #stop(): Promise<void> {
    await this.#theirs.hangUp();
    await this.#ours.hangUp();
    await Promise.all([this.#apache.stop(), this.#klamm.stop()]);
  }

  /** Each serves the other's directories; its answers have to be the other's. */
  async #exchange(
    cases: readonly Case[],
    written: { readonly theirs: Answers; readonly ours: Answers },
    how: string,
  ): Promise<void> {
    const topics = cases.map(({ topic }) => topic);
    changePlaces(this.#apache, this.#klamm, topics);
    await Promise.all([this.#apache.startAgain(), this.#klamm.startAgain()]);
    await Promise.all(
      [this.#theirs, this.#ours].flatMap((side) => topics.map((topic) => side.untilServed(topic))),
    );
    const served = await this.#ask(cases);
    for (const topic of topics) {
      const title = `${topic} (${how})`;
      this.#compareAnswers(`klamm serves apache's ${title}`, {
        expected: written.theirs.get(topic),
        given: served.ours.get(topic),
      });
      this.#compareAnswers(`apache serves klamm's ${title}`, {
        expected: written.ours.get(topic),
        given: served.theirs.get(topic),
      });
    }
  }

  /** Both go on with the producers of what the other wrote. */
  async #goOn(cases: readonly Case[]): Promise<void> {
    for (const { topic, kind } of cases) {
      for (const last of LAST_SENT[kind] ?? []) {
        const [expected, given] = await Promise.all([
          goOn(this.#theirs, { topic, ...last }),
          goOn(this.#ours, { topic, ...last }),
        ]);
        const title = `${topic}: producer ${last.producerId} goes on`;
        this.#compareAnswers(title, { expected, given });
      }
    }
  }

  #compareAnswers(
    title: string,
    {
      expected = new Map(),
      given = new Map(),
    }: {
      readonly expected?: ReadonlyMap<string, unknown> | undefined;
      readonly given?: ReadonlyMap<string, unknown> | undefined;
    },
  ): void {
    const faults = expected.size > 0 ? [] : ['nothing was asked'];
    for (const question of new Set([...expected.keys(), ...given.keys()])) {
      const [wanted, got] = [expected.get(question), given.get(question)];
      faults.push(...this.report.unintended(`${title}: ${question}`, wanted, got));
    }
    this.report.add(`${title}, ${expected.size} questions`, faults);
  }

  /** What the tool says of Apache Kafka's own files as well is not held against Klamm's. */
  async #dump(when: string): Promise<void> {
    const { files, runs, complaints } = await dumpAll(this.#tools, this.#klamm.dataDirectory);
    const own = new Set((await dumpAll(this.#tools, this.#apache.dataDirectory)).complaints);
    const faults = complaints.filter((each) => !own.has(each));
    this.report.add(`klamm ${when}: ${files} files dumped in ${runs} runs`, faults);
  }

  async #check(when: string, { isLive = false } = {}): Promise<void> {
    for (const broker of [this.#klamm, this.#apache]) {
      const { extent, findings } = await checkDirectory(broker.dataDirectory, isLive);
      const faults = findings.filter((each) => !isExpected(each)).map(({ line }) => line);
      this.report.add(`${broker.kind} ${when}: klamm check, ${extent}`, faults);
    }
  }

  #compareFiles(topic: string, when = ''): void {
    const partition = `${topic}-0`;
    const theirs = partitionFiles(path.join(this.#apache.dataDirectory, partition));
    const ours = partitionFiles(path.join(this.#klamm.dataDirectory, partition));
    const names = new Set([...theirs.keys(), ...ours.keys()]);
    const found = [...names].flatMap((name) =>
      this.report.unintended(`${when}${partition}/${name}`, theirs.get(name), ours.get(name)),
    );
    this.report.add(`${names.size} ${when}files of ${partition}`, found);
  }
}

/** What the cleaner leaves behind, and what nobody can tell any more once it has been there. */
function isExpected({ isNote, rule, file }: CheckFinding): boolean {
  const mayBeCleaned = /compacted|__consumer_offsets|__transaction_state/.test(file);
  return isNote && (rule === 'leftover' || mayBeCleaned);
}
