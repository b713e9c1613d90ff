// One command of Klamm's command line against the broker under test and against Apache Kafka: exit code, output and what
// is said on stderr are to be the same, once addresses and ids are replaced by their names.

import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { Broker, defaultBrokerKind } from '../support/broker.ts';
import { pinnedNode, repositoryRoot } from '../support/paths.ts';

const MAIN = path.join(repositoryRoot, 'src/cli/main.ts');
/** A broker that is sure of a change may not have heard of every part of it: a question is asked again. */
const RETRIES = 50;
const RETRY_MS = 200;

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Clusters {
  /** The broker under test first; Apache Kafka behind it, unless it is that itself. */
  readonly brokers: readonly Broker[];
}

export async function startClusters(): Promise<Clusters> {
  const kind = defaultBrokerKind();
  const kinds = kind === 'klamm' ? ([kind, 'apache'] as const) : ([kind] as const);
  const brokers = await Promise.all(kinds.map((each) => Broker.start({ kind: each })));
  return { brokers };
}

/** Runs the command against each cluster; the one outcome of all. */
export async function both(
  { brokers }: Clusters,
  words: readonly string[],
  input = '',
): Promise<Outcome> {
  const outcomes = await Promise.all(brokers.map((broker) => klamm(broker, words, input)));
  return same(outcomes, words);
}

/** The same, again until the outcome is of this kind everywhere: for what takes its time. */
export async function bothUntil(
  { brokers }: Clusters,
  words: readonly string[],
  isThere: (outcome: Outcome) => boolean,
): Promise<Outcome> {
  const outcomes = await Promise.all(
    brokers.map(async (broker) => {
      let outcome = await klamm(broker, words);
      for (let again = 0; again < RETRIES && !isThere(outcome); again += 1) {
        await sleep(RETRY_MS);
        outcome = await klamm(broker, words);
      }
      return outcome;
    }),
  );
  return same(outcomes, words);
}

/** One command against one cluster. */
export function klamm(broker: Broker, words: readonly string[], input = ''): Promise<Outcome> {
  const at = ['-b', `${broker.host}:${broker.port}`];
  const child = spawn(pinnedNode, [MAIN, ...words, ...at], { stdio: ['pipe', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const [out, err] = [stdout, stderr].map((text) => named(text, broker));
      resolve({ code, stdout: out ?? '', stderr: err ?? '' });
    });
  });
}

function same(outcomes: readonly Outcome[], words: readonly string[]): Outcome {
  const [ours, theirs] = outcomes;
  if (ours === undefined) throw new Error('there is no cluster');
  if (theirs !== undefined) expect(ours, words.join(' ')).toEqual(theirs);
  return ours;
}

/** Ports, ids that are drawn, and the columns that are as wide as they are. */
function named(text: string, { port }: Broker): string {
  return (
    text
      .replaceAll(String(port), 'PORT')
      .replace(/\b[\w-]+-[0-9a-f]{8}-[0-9a-f-]{27}\b/g, 'MEMBER')
      .replace(/"(member)": "[\w-]{22}"/g, '"$1": "MEMBER"')
      .replace(/"cluster": "[\w-]{22}"/g, '"cluster": "CLUSTER"')
      .replace(/the cluster [\w-]{22}/g, 'the cluster CLUSTER')
      // The brokers tell in words of their own what is wrong with a record.
      .replace(/(INVALID_RECORD): .*/, '$1')
  );
}
