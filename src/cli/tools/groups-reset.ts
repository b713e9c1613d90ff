// `klamm groups reset`: moves a group without members to other offsets, or shows what that would do.

import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { ClientError } from '../../client/client-error.ts';
import type { ClusterClient } from '../../client/cluster-client.ts';
import { describeGroup } from '../../client/group-description.ts';
import type { GroupOffset } from '../../client/group-offset.ts';
import { commitOffsets, groupOffsets, outsider } from '../../client/group-offsets.ts';
import type { ListedGroup } from '../../client/groups.ts';
import { findGroup } from '../../client/groups.ts';
import { moveShareGroup } from '../../client/share-offsets.ts';
import { describeTopics, offsetRanges } from '../../client/topics.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { addExamples } from './examples.ts';
import { printRows, say } from './output.ts';
import type { Place, PlacedRange } from './places.ts';
import { offsetsOfPlace, PLACES, parsePlace, within } from './places.ts';
import { collect, parseNumber } from './values.ts';

interface ResetOptions extends ClientOptions {
  readonly topic?: readonly string[];
  readonly allTopics?: boolean;
  readonly partition?: number;
  readonly to?: Place;
  readonly shift?: number;
  readonly dryRun?: boolean;
}

interface Move {
  readonly topic: string;
  readonly partition: number;
  /** Null: the group has committed nothing there. */
  readonly before: number | null;
  readonly after: number;
}

export function addGroupsReset(groups: Command): void {
  const command = groups
    .command('reset')
    .description('move a group without members to other offsets')
    .argument('<group>')
    .option('-t, --topic <topic>', 'in this topic; as often as wanted', collect)
    .addOption(
      new Option('--all-topics', 'in all topics of which it has committed something').conflicts(
        'topic',
      ),
    )
    .option('-p, --partition <number>', 'in this partition alone', parseNumber)
    .option('--to <place>', PLACES, parsePlace)
    .addOption(
      new Option('--shift <count>', 'by so many records: 10 forward, -10 back')
        .argParser(parseShift)
        .conflicts('to'),
    )
    .option('--dry-run', 'only show what would be done');
  addClientOptions(command).action((name: string, options: ResetOptions) =>
    withClient(options, (client) => reset(client, name, options)),
  );
  addExamples(
    command,
    'klamm groups reset billing --topic orders --to earliest --dry-run',
    'klamm groups reset billing --topic orders --to latest',
    'klamm groups reset billing --topic orders --partition 0 --to 1',
    'klamm groups reset billing --all-topics --to -5m',
    'klamm groups reset billing --all-topics --shift -1',
  );
}

function parseShift(text: string): number {
  if (/^[+-]?\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a number of records is wanted, as in 10 or -10');
}

async function reset(client: ClusterClient, name: string, options: ResetOptions): Promise<void> {
  const group = (await findGroup(client, name)) ?? newGroup(name);
  await requireNoMembers(client, group);
  const before = await groupOffsets(client, group);
  const moves = await movesOf(client, before, options);
  if (moves.length === 0) throw new ClientError(`group ${name} has committed nothing there`);
  const columns = [
    { title: 'TOPIC', value: ({ topic }: Move) => topic },
    { title: 'PARTITION', value: ({ partition }: Move) => partition },
    { title: 'BEFORE', value: (move: Move) => move.before },
    { title: 'AFTER', value: ({ after }: Move) => after },
  ];
  if (!options.dryRun) await move(client, group, moves);
  printRows(moves, columns, options);
  if (options.dryRun) say(options, 'nothing is changed: --dry-run');
}

/** A group begins to be when something is committed for it. */
function newGroup(group: string): ListedGroup {
  return { group, type: 'classic', protocol: '', state: 'Empty' };
}

async function requireNoMembers(client: ClusterClient, group: ListedGroup): Promise<void> {
  if (group.state === 'Empty') return;
  const { members, state } = await describeGroup(client, group);
  if (members.length === 0) return;
  const count = members.length === 1 ? 'a member' : `${members.length} members`;
  throw new ClientError(
    `group ${group.group} has ${count} (it is ${state}): stop what reads in it first, a group is moved while it has none`,
  );
}

async function movesOf(
  client: ClusterClient,
  before: readonly GroupOffset[],
  options: ResetOptions,
): Promise<Move[]> {
  const { partition, allTopics } = options;
  const known = new Map(before.map((row) => [`${row.topic}-${row.partition}`, row.offset]));
  const names = allTopics ? [...new Set(before.map(({ topic }) => topic))] : options.topic;
  if (names === undefined) throw new ClientError('which topic? --topic TOPIC, or --all-topics');
  if (names.length === 0) return [];
  const places = await placesOf(client, names, { ...options, known });
  return places
    .filter((range) => partition === undefined || range.partition === partition)
    .map((range) => {
      const { topic, offset } = range;
      const from = known.get(`${topic}-${range.partition}`) ?? null;
      return { topic, partition: range.partition, before: from, after: offset };
    })
    .filter((row) => !allTopics || row.before !== null);
}

async function placesOf(
  client: ClusterClient,
  names: readonly string[],
  { to, shift, known }: ResetOptions & { readonly known: ReadonlyMap<string, number> },
): Promise<PlacedRange[]> {
  const topics = await describeTopics(client, names);
  if (to !== undefined) return offsetsOfPlace(client, topics, to, 'read_uncommitted');
  if (shift === undefined) throw new ClientError('where to? --to PLACE, or --shift COUNT');
  return (await offsetRanges(client, topics)).flatMap((range) => {
    const from = known.get(`${range.topic}-${range.partition}`);
    return from === undefined ? [] : [{ ...range, offset: within(range, from + shift) }];
  });
}

function move(
  client: ClusterClient,
  { group, type }: ListedGroup,
  moves: readonly Move[],
): Promise<void> {
  const offsets = moves.map(({ topic, partition, after }) => ({ topic, partition, offset: after }));
  return type === 'share'
    ? moveShareGroup(client, group, offsets)
    : commitOffsets(client, outsider(group), offsets);
}
