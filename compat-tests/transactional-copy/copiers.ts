// The programs that copy a topic, each as the processes that it takes.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedRdkafka } from '../librdkafka/install.ts';
import type { Broker } from '../support/broker.ts';
import { Child } from '../support/child-process.ts';
import { javaArguments } from '../support/jvm.ts';

export type ClientName = 'java' | 'kafkajs' | 'librdkafka';

export interface CopyTask {
  readonly client: ClientName;
  readonly broker: Broker;
  readonly input: string;
  readonly output: string;
  readonly partitions: number;
  readonly logDirectory: string;
}

/** Starts one of the task's processes; there are as many as `copierCount` says. */
export function startCopier(task: CopyTask, at: number): Child {
  const logFile = path.join(task.logDirectory, `${task.output}-${at}.log`);
  if (task.client === 'java') return new Child({ ...javaCopier(task, at), logFile });
  if (task.client === 'librdkafka') return new Child({ ...rdkafkaCopier(task), logFile });
  const script = fileURLToPath(new URL('kafkajs-copier.ts', import.meta.url));
  const args = [script, task.broker.address, task.input, task.output];
  return new Child({ command: process.execPath, args, logFile });
}

/** Apache Kafka's own copier takes one partition, ours the whole topic. */
export function copierCount({ client, partitions }: CopyTask): number {
  return client === 'java' ? partitions : 1;
}

/** The program that Apache Kafka's system tests copy with; it aborts transactions now and then. */
function javaCopier({ broker, input, output }: CopyTask, partition: number) {
  return {
    command: 'java',
    args: [
      ...javaArguments('tools', '128m'),
      'org.apache.kafka.tools.TransactionalMessageCopier',
      ...['--broker-list', broker.address, '--input-topic', input],
      ...['--input-partition', String(partition), '--output-topic', output],
      ...['--transactional-id', `${output}-${partition}`, '--transaction-size', '100'],
      ...['--transaction-timeout', '10000', '--consumer-group', `copies-${output}-${partition}`],
      ...['--enable-random-aborts', '--use-group-metadata'],
    ],
  };
}

function rdkafkaCopier({ broker, input, output }: CopyTask) {
  const installed = installedRdkafka();
  if (typeof installed === 'string') throw new Error(installed);
  const script = fileURLToPath(new URL('librdkafka-copier.cjs', import.meta.url));
  return {
    command: installed.node,
    args: [script, broker.address, input, output],
    env: { NODE_PATH: path.join(installed.directory, 'node_modules') },
  };
}
