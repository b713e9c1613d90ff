// Topics that a broker creates while it starts, as `--topics` writes them:
// name[:partitions[:replicas[:cleanup.policy]]], separated by commas. What can be known before the data
// directory is opened is refused here; the rest is for the controller to say.

import { nearestOf } from '../../base/nearest.ts';
import { topicNameProblem } from '../../base/topic-name.ts';
import { StartError } from '../start-error.ts';

export interface TopicSpec {
  readonly name: string;
  /** null: the broker's `num.partitions`. */
  readonly partitions: number | null;
  /** null: the broker's `default.replication.factor`. */
  readonly replicationFactor: number | null;
  /** Configs of the topic, by name. */
  readonly configs: ReadonlyMap<string, string>;
}

const CLEANUP_POLICIES = ['delete', 'compact'];

/** A replica needs a broker of its own, and there is one. */
const MOST_REPLICAS = 1;

/** Reads a list of topics; throws StartError that names the one that is wrong. */
export function parseTopicSpecs(text: string): TopicSpec[] {
  const specs = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseTopicSpec);
  const names = new Set<string>();
  for (const { name } of specs) {
    if (names.has(name)) throw new StartError(`--topics names the topic ${name} twice`);
    names.add(name);
  }
  return specs;
}

function parseTopicSpec(text: string): TopicSpec {
  const [name = '', partitions, replicas, policy, ...rest] = text.split(':');
  if (name === '' || rest.length > 0) {
    throw new StartError(
      `--topics: '${text}' is not of the form name[:partitions[:replicas[:cleanup.policy]]]`,
    );
  }
  const problem = topicNameProblem(name);
  if (problem) throw new StartError(`--topics: ${problem}`);
  const replicationFactor = parseCount(replicas, 'replicas', text);
  if ((replicationFactor ?? 0) > MOST_REPLICAS) {
    throw new StartError(
      `--topics: '${text}' asks for ${replicas} replicas, and there is one broker`,
    );
  }
  return {
    name,
    partitions: parseCount(partitions, 'partitions', text),
    replicationFactor,
    configs: parsePolicy(policy, text),
  };
}

function parseCount(text: string | undefined, what: string, spec: string): number | null {
  if (text === undefined || text === '') return null;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1) return count;
  throw new StartError(`--topics: the ${what} of '${spec}' must be a number from 1, not '${text}'`);
}

function parsePolicy(text: string | undefined, spec: string): ReadonlyMap<string, string> {
  if (text === undefined || text === '') return new Map();
  if (CLEANUP_POLICIES.includes(text)) return new Map([['cleanup.policy', text]]);
  const nearest = nearestOf(text, CLEANUP_POLICIES);
  const hint = nearest ? `did you mean ${nearest}?` : `valid are ${CLEANUP_POLICIES.join(' and ')}`;
  throw new StartError(`--topics: '${text}' in '${spec}' is no cleanup.policy: ${hint}`);
}
