// kafka-topics: list, create, describe, alter and delete. What it prints has the form that scripts look for.

import { ErrorCode } from '../../src/base/error-code.ts';
import { withClient } from '../../src/cli/tools/client-options.ts';
import { parseAddresses } from '../../src/cli/tools/values.ts';
import { ClientError } from '../../src/client/client-error.ts';
import type { ClusterClient } from '../../src/client/cluster-client.ts';
import type { TopicDescription } from '../../src/client/topics.ts';
import { createTopic, deleteTopic, describeTopics } from '../../src/client/topics.ts';
import { KafkaOptions } from './kafka-options.ts';
import type { Invocation } from './tool.ts';
import { ToolError } from './tool-error.ts';

const ACTIONS = ['--list', '--create', '--describe', '--alter', '--delete'] as const;
const OPTIONS = {
  values: ['--bootstrap-server', '--topic', '--partitions', '--replication-factor', '--config'],
  switches: [...ACTIONS, '--if-not-exists', '--if-exists', '--exclude-internal'],
};
const TIMEOUT_MS = 30_000;

type Action = (typeof ACTIONS)[number];

export function topicsTool(words: readonly string[]): Invocation {
  const options = KafkaOptions.parse(words, OPTIONS);
  const action = options.action(ACTIONS);
  const servers = options.need('--bootstrap-server');
  if (action !== '--list' && action !== '--describe') options.need('--topic');
  if (action === '--alter') {
    const growth = [options.need('--topic'), options.need('--partitions')];
    return { servers, does: ['topics', 'grow', ...growth, '-b', servers] };
  }
  const bootstrapServer = parseAddresses(servers);
  const act = DONE[action];
  const does = (): Promise<void> =>
    withClient({ bootstrapServer, timeout: TIMEOUT_MS }, (client) => act(client, options));
  return { servers, does };
}

type Act = (client: ClusterClient, options: KafkaOptions) => Promise<void>;

const DONE: Readonly<Record<Exclude<Action, '--alter'>, Act>> = {
  '--list': async (client, options) => {
    for (const { name } of await wantedTopics(client, options)) print(name);
  },
  '--describe': async (client, options) => {
    for (const topic of await wantedTopics(client, options)) describe(topic);
  },
  '--create': async (client, options) => {
    const name = options.need('--topic');
    const creation = createTopic(client, {
      name,
      partitions: countOf(options, '--partitions'),
      replicas: countOf(options, '--replication-factor'),
      configs: new Map(options.all('--config').map(pairOf)),
    });
    const forgiven = options.has('--if-not-exists') ? ErrorCode.TOPIC_ALREADY_EXISTS : null;
    if (await succeeds(creation, forgiven)) print(`Created topic ${name}.`);
  },
  '--delete': async (client, options) => {
    const deletion = deleteTopic(client, options.need('--topic'));
    const forgiven = options.has('--if-exists') ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : null;
    await succeeds(deletion, forgiven);
  },
};

async function wantedTopics(
  client: ClusterClient,
  options: KafkaOptions,
): Promise<TopicDescription[]> {
  const name = options.get('--topic');
  const topics = await describeTopics(client, name === undefined ? null : [name]);
  return topics.filter(({ isInternal }) => !isInternal || !options.has('--exclude-internal'));
}

function describe({ name, partitions }: TopicDescription): void {
  const replicas = partitions[0]?.replicas.length ?? 0;
  print(`Topic: ${name}\tPartitionCount: ${partitions.length}\tReplicationFactor: ${replicas}`);
  for (const { partition, leader, replicas, isr } of partitions) {
    const where = `Leader: ${leader}\tReplicas: ${replicas.join(',')}\tIsr: ${isr.join(',')}`;
    print(`\tTopic: ${name}\tPartition: ${partition}\t${where}`);
  }
}

/** Whether it was done; false when it failed with the error that is forgiven. */
async function succeeds(action: Promise<void>, forgiven: ErrorCode | null): Promise<boolean> {
  try {
    await action;
    return true;
  } catch (error) {
    if (forgiven !== null && error instanceof ClientError && error.code === forgiven) return false;
    throw error;
  }
}

function countOf(options: KafkaOptions, name: string): number | null {
  const text = options.get(name);
  if (text === undefined) return null;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ToolError(`${name} is a number from 1, not '${text}'`);
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at <= 0) throw new ToolError(`--config: '${text}' is not of the form key=value`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
