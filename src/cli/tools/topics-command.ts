// `klamm topics`: list, describe, create, grow and delete topics of any cluster.

import type { Command } from 'commander';
import type { OffsetRange, TopicDescription } from '../../client/topics.ts';
import {
  addPartitions,
  createTopic,
  deleteTopic,
  describeTopics,
  offsetRanges,
} from '../../client/topics.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { addExamples } from './examples.ts';
import { printRows, say } from './output.ts';
import type { KeyValue } from './values.ts';
import { collectKeyValue, parseCount } from './values.ts';

export function addTopics(program: Command): void {
  const topics = program.command('topics').description('the topics of a cluster');
  addList(topics);
  addDescribe(topics);
  addCreate(topics);
  addGrow(topics);
  addDelete(topics);
}

interface ListOptions extends ClientOptions {
  readonly internal?: boolean;
}

function addList(topics: Command): void {
  const command = topics.command('list').description('all topics');
  addClientOptions(command)
    .option('--internal', 'with those that Kafka keeps for itself')
    .action((options: ListOptions) =>
      withClient(options, async (client) => {
        const all = await describeTopics(client);
        const shown = all.filter(({ isInternal }) => options.internal || !isInternal);
        const columns = [
          { title: 'TOPIC', value: ({ name }: TopicDescription) => name },
          { title: 'PARTITIONS', value: ({ partitions }: TopicDescription) => partitions.length },
        ];
        printRows(shown, columns, options);
      }),
    );
  addExamples(command, 'klamm topics list', 'klamm topics list --internal --json');
}

interface DescribedPartition extends OffsetRange {
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

function addDescribe(topics: Command): void {
  const command = topics
    .command('describe')
    .description('partitions with their leaders, replicas and offsets')
    .argument('<topic...>');
  addClientOptions(command).action((names: string[], options: ClientOptions) =>
    withClient(options, async (client) => {
      const described = await describeTopics(client, names);
      const ranges = await offsetRanges(client, described);
      const partitions = described.flatMap((topic) => topic.partitions);
      const rows = ranges.map((range, at): DescribedPartition => {
        const { leader = -1, replicas = [], isr = [] } = partitions[at] ?? {};
        return { ...range, leader, replicas, isr };
      });
      const columns = [
        { title: 'TOPIC', value: ({ topic }: DescribedPartition) => topic },
        { title: 'PARTITION', value: ({ partition }: DescribedPartition) => partition },
        { title: 'LEADER', value: ({ leader }: DescribedPartition) => leader },
        { title: 'REPLICAS', value: ({ replicas }: DescribedPartition) => replicas.join(',') },
        { title: 'ISR', value: ({ isr }: DescribedPartition) => isr.join(',') },
        { title: 'START', value: ({ start }: DescribedPartition) => start },
        { title: 'END', value: ({ end }: DescribedPartition) => end },
      ];
      printRows(rows, columns, options);
    }),
  );
  addExamples(command, 'klamm topics describe orders');
}

interface CreateOptions extends ClientOptions {
  readonly partitions?: number;
  readonly replicas?: number;
  readonly config?: readonly KeyValue[];
}

function addCreate(topics: Command): void {
  const command = topics.command('create').description('a new topic').argument('<topic>');
  addClientOptions(command)
    .option(
      '-p, --partitions <count>',
      'how many; left out: as the broker is configured',
      parseCount,
    )
    .option('-r, --replicas <count>', 'how many; left out: as the broker is configured', parseCount)
    .option(
      '-c, --config <key=value>',
      'a config of the topic, as often as wanted',
      collectKeyValue,
    )
    .action((name: string, options: CreateOptions) =>
      withClient(options, async (client) => {
        const { partitions = null, replicas = null, config = [] } = options;
        await createTopic(client, { name, partitions, replicas, configs: new Map(config) });
        say(options, `created ${name}`);
      }),
    );
  addExamples(
    command,
    'klamm topics create payments',
    'klamm topics create users -p 6 -c cleanup.policy=compact -c min.cleanable.dirty.ratio=0.1',
  );
}

function addGrow(topics: Command): void {
  const command = topics
    .command('grow')
    .description('more partitions for a topic')
    .argument('<topic>')
    .argument('<partitions>', 'how many it has afterwards', parseCount);
  addClientOptions(command).action((name: string, count: number, options: ClientOptions) =>
    withClient(options, async (client) => {
      await addPartitions(client, name, count);
      say(options, `${name} has ${count} partitions`);
    }),
  );
  addExamples(command, 'klamm topics grow orders 12');
}

function addDelete(topics: Command): void {
  const command = topics
    .command('delete')
    .description('delete topics with all their records')
    .argument('<topic...>');
  addClientOptions(command).action((names: string[], options: ClientOptions) =>
    withClient(options, async (client) => {
      for (const name of names) {
        await deleteTopic(client, name);
        say(options, `deleted ${name}`);
      }
    }),
  );
  addExamples(command, 'klamm topics delete orders');
}
