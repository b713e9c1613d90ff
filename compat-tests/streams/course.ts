// One run of the application under blows, from its topics to its end; returns what each check found.

import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { IncrementalAlterConfigs } from '../../src/protocol/generated/incremental-alter-configs.ts';
import { ListOffsets } from '../../src/protocol/generated/list-offsets.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import type { Broker } from '../support/broker.ts';
import { until } from '../support/until.ts';
import { BLOWS } from './blows.ts';
import { CountsReader } from './exact-counts.ts';
import type { Application } from './instance.ts';
import { Instance } from './instance.ts';
import { LineFeeder } from './line-feeder.ts';
import type { WordInput } from './word-input.ts';
import { PARTITIONS } from './word-input.ts';

const GROUP_RESOURCE = 32;
const SET = 0;
const EARLIEST = -2;
const LIMIT_MS = 300_000;
const FAULTS_SHOWN = 5;

/** A check, and what speaks against it. */
export interface Check {
  readonly name: string;
  readonly faults: readonly string[];
}

/** Runs the application until every word is counted. `say` is told of each blow. */
export async function runCourse(
  application: Application,
  input: WordInput,
  say: (line: string) => void,
): Promise<Check[]> {
  const course = new Course(application, input);
  try {
    await course.prepare();
    await course.begin();
    for (const blow of BLOWS) {
      await course.advanceTo(blow.at);
      await blow.strike(course.target);
      say(`${blow.name}, after ${course.counted} of ${input.wordCount} words`);
    }
    await course.complete();
    return await course.checks();
  } catch (error) {
    throw new Error(`${error}\n${course.outputs()}`);
  } finally {
    await course.end();
  }
}

class Course {
  readonly #application: Application;
  readonly #input: WordInput;
  readonly #instances: readonly [Instance, Instance];
  readonly #counts: CountsReader;
  readonly #windowed: CountsReader;
  readonly #feeder: LineFeeder;
  readonly #deadline = Date.now() + LIMIT_MS;
  readonly #standbys: string[] = [];

  constructor(application: Application, input: WordInput) {
    const { broker, topics } = application;
    this.#application = application;
    this.#input = input;
    this.#instances = [new Instance(application, 'first'), new Instance(application, 'second')];
    this.#counts = new CountsReader(topics.counts);
    this.#windowed = new CountsReader(topics.windowed);
    this.#feeder = new LineFeeder(broker, topics.lines, input);
  }

  get counted(): number {
    return Math.min(this.#counts.size, this.#windowed.size);
  }

  get target() {
    const [first, second] = this.#instances;
    const { broker } = this.#application;
    const advance = (part: number) => this.advanceTo(this.counted / this.#input.wordCount + part);
    return { broker, first, second, advance };
  }

  async prepare(): Promise<void> {
    const { broker, protocol, id, topics } = this.#application;
    await createTopics(broker, Object.values(topics));
    if (protocol === 'streams') await setGroupConfig(broker, id, 'streams.num.standby.replicas');
  }

  /** Both instances have their share of the work, and each stands by for the other. */
  async begin(): Promise<void> {
    for (const instance of this.#instances) instance.start();
    void this.#feeder.feed(() => this.counted);
    await until('standby tasks on both instances', () =>
      this.#instances.every(({ tasks }) => tasks.active.length > 0 && tasks.standby.length > 0),
    );
    this.#standbys.push(...this.#instances.flatMap(({ tasks }) => tasks.standby));
  }

  /** Resolves once this part of all words has been counted. */
  async advanceTo(part: number): Promise<void> {
    const words = Math.floor(part * this.#input.wordCount);
    while (this.counted < words) {
      if (Date.now() > this.#deadline) throw new Error(this.#standing());
      await this.#readOn();
      await sleep(50);
    }
  }

  /** Every word is counted, and nothing comes after it: what was written twice would come now. */
  async complete(): Promise<void> {
    await this.advanceTo(1);
    await Promise.all(this.#instances.map((instance) => instance.stop()));
    await this.#readOn();
  }

  async checks(): Promise<Check[]> {
    const { broker, id } = this.#application;
    const purged = await earliestOffsets(broker, `${id}-words-repartition`);
    const few = (faults: readonly string[]) => faults.slice(0, FAULTS_SHOWN);
    return [
      {
        name: `${this.#input.wordCount} words counted exactly once`,
        faults: few(this.#counts.faults(this.#input.counts)),
      },
      {
        name: 'counts by windows exactly once',
        faults: few(this.#windowed.faults(this.#input.windowedCounts)),
      },
      {
        name: `${PARTITIONS} standby tasks beside ${PARTITIONS} active ones`,
        faults: new Set(this.#standbys).size === PARTITIONS ? [] : [this.#standbys.join()],
      },
      {
        name: 'the repartition topic is purged behind the application',
        faults: purged.some((offset) => offset > 0) ? [] : [`it begins at ${purged}`],
      },
    ];
  }

  outputs(): string {
    return this.#instances.map((instance) => instance.output().slice(-3_000)).join('\n---\n');
  }

  async end(): Promise<void> {
    this.#feeder.end();
    await Promise.all(this.#instances.map((instance) => instance.kill()));
  }

  #standing(): string {
    const read = `${this.#counts.size} counted, ${this.#windowed.size} by windows`;
    return `after ${LIMIT_MS / 1000} s: ${this.#feeder.wordsWritten} words written, ${read}`;
  }

  async #readOn(): Promise<void> {
    const { port } = this.#application.broker;
    await this.#counts.readOn(port);
    await this.#windowed.readOn(port);
  }
}

async function createTopics(broker: Broker, names: readonly string[]): Promise<void> {
  const client = await WireClient.connect({ port: broker.port });
  const topics = names.map((name) => {
    return { name, numPartitions: PARTITIONS, replicationFactor: 1, assignments: [], configs: [] };
  });
  await client.send(CreateTopics, 7, { timeoutMs: 10_000, topics });
  await client.close();
}

/** With the new protocol it is the group, on the broker, that says how many standbys there are. */
async function setGroupConfig(broker: Broker, groupId: string, name: string): Promise<void> {
  const client = await WireClient.connect({ port: broker.port });
  const configs = [{ name, configOperation: SET, value: '1' }];
  const resources = [{ resourceType: GROUP_RESOURCE, resourceName: groupId, configs }];
  const request = { resources, validateOnly: false };
  const { responses } = await client.send(IncrementalAlterConfigs, 1, request);
  await client.close();
  if (responses[0]?.errorCode !== 0) throw new Error(`${name}: ${responses[0]?.errorMessage}`);
}

async function earliestOffsets(broker: Broker, name: string): Promise<number[]> {
  const client = await WireClient.connect({ port: broker.port });
  const partitions = Array.from({ length: PARTITIONS }, (_, partitionIndex) => {
    return { partitionIndex, timestamp: EARLIEST };
  });
  const topics = [{ name, partitions }];
  const answer = await client.send(ListOffsets, 7, { replicaId: -1, topics });
  await client.close();
  return (answer.topics[0]?.partitions ?? []).map(({ offset }) => offset);
}
