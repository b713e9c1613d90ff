// Puts the partition directories that one broker wrote under the other, and the other way round. Both know
// the topics, by ids of their own: `partition.metadata` is the one file that is rewritten. What the
// checkpoints say of a partition goes along with it.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Broker } from '../support/broker.ts';

const CHECKPOINTS = [
  'recovery-point-offset-checkpoint',
  'replication-offset-checkpoint',
  'log-start-offset-checkpoint',
];

/** Exchanges the directories of these topics' first partitions between two brokers that are not running. */
export function changePlaces(a: Broker, b: Broker, topics: readonly string[]): void {
  for (const topic of topics) exchange(a.dataDirectory, b.dataDirectory, `${topic}-0`);
  for (const name of CHECKPOINTS)
    exchangeEntries(a.dataDirectory, b.dataDirectory, { name, topics });
}

function exchange(left: string, right: string, partition: string): void {
  const [here, there] = [path.join(left, partition), path.join(right, partition)];
  const metadata = (directory: string) => path.join(directory, 'partition.metadata');
  const [ours, theirs] = [readFileSync(metadata(here)), readFileSync(metadata(there))];
  renameSync(here, `${here}.aside`);
  renameSync(there, here);
  renameSync(`${here}.aside`, there);
  writeFileSync(metadata(here), ours);
  writeFileSync(metadata(there), theirs);
}

function exchangeEntries(
  left: string,
  right: string,
  { name, topics }: { readonly name: string; readonly topics: readonly string[] },
): void {
  const [here, there] = [path.join(left, name), path.join(right, name)];
  const [ours, theirs] = [entriesOf(here), entriesOf(there)];
  const moves = (entry: string) => topics.includes(entry.split(' ')[0] ?? '');
  const write = (file: string, own: readonly string[], others: readonly string[]) => {
    const entries = [...own.filter((entry) => !moves(entry)), ...others.filter(moves)];
    writeFileSync(file, `0\n${entries.length}\n${entries.map((entry) => `${entry}\n`).join('')}`);
  };
  write(here, ours, theirs);
  write(there, theirs, ours);
}

function entriesOf(file: string): string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').slice(2).filter(Boolean);
}
