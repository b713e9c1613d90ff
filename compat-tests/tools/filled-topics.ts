// Topics with something to read in them, made by the official tools.

import { succeed } from './side-by-side.ts';

/** How many records with keys a filled topic has. */
export const RECORDS = 20;

/** Creates the topics and writes RECORDS records to each, whose keys spread them over its partitions. */
export async function createFilledTopics(names: readonly string[], partitions: number) {
  const stdin = Array.from({ length: RECORDS }, (_, index) => `k${index}:v${index}\n`).join('');
  const properties = ['parse.key=true', 'key.separator=:'];
  const options = properties.flatMap((each) => ['--reader-property', each]);
  for (const name of names) {
    await succeed('kafka-topics', [
      ...['--create', '--topic', name],
      ...['--partitions', String(partitions)],
    ]);
    await succeed('kafka-console-producer', ['--topic', name, ...options], { stdin });
  }
}
