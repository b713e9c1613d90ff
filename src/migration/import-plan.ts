// Thinks an import out before anything is written: which directory each partition comes from, what stands
// against it, what a person should know. Pure but for the directories' listings that it is given.
// Invariant: a partition of the metadata is planned, named in a finding, or of a topic left out by request.

import type { Uuid } from '../base/uuid.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import { partitionDirectoryName } from '../log/partition-name.ts';
import type { PartitionRecord } from '../protocol/generated/records/partition-record.ts';
import type { ClusterState, ClusterTopic } from './cluster-state.ts';
import type { Acceptable, Finding } from './findings.ts';
import type { KafkaDirectory, SourcePartition } from './kafka-directory.ts';
import { MigrationError } from './migration-error.ts';

/** `DirectoryId.UNASSIGNED` and `LOST`: with `MIGRATING`, which is zero, they name no directory. */
const UNASSIGNED = 'AAAAAAAAAAAAAAAAAAAAAQ' as Uuid;
const LOST = 'AAAAAAAAAAAAAAAAAAAAAg' as Uuid;
const NO_DIRECTORY: ReadonlySet<Uuid> = new Set([ZERO_UUID, UNASSIGNED, LOST]);

export interface ImportChoices {
  /** Topics that are left out. */
  readonly without: ReadonlySet<string>;
  readonly accept: ReadonlySet<Acceptable>;
}

/** A partition that is taken over; `source` is null when nothing was ever written to it. */
export interface PlannedPartition {
  readonly topic: string;
  readonly index: number;
  readonly topicId: Uuid;
  readonly source: SourcePartition | null;
}

export interface ImportPlan {
  readonly nodeId: number;
  readonly topics: readonly ClusterTopic[];
  readonly partitions: readonly PlannedPartition[];
  /** Why it cannot be done, without what was accepted. */
  readonly refusals: readonly Finding[];
  readonly notices: readonly Finding[];
}

/** Plans to take over what these directories of one node hold. */
export function planImport(
  state: ClusterState,
  directories: readonly [KafkaDirectory, ...KafkaDirectory[]],
  choices: ImportChoices,
): ImportPlan {
  const sources = new SourceIndex(directories);
  const { nodeId } = directories[0];
  const known = [...state.topics.values()];
  const topics = known
    .filter(({ name }) => !choices.without.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  requireKnown(known, choices.without);
  const planner = new PartitionPlanner(nodeId, sources);
  for (const topic of topics) planner.add(topic);
  const refusals = [...planner.refusals(), ...tieredTopics(state, topics)];
  return {
    nodeId,
    topics,
    partitions: planner.planned,
    refusals: refusals.filter(({ accept }) => !accept || !choices.accept.has(accept)),
    notices: [
      ...sources.leftBehind(),
      ...otherBrokers(state, nodeId),
      ...(choices.without.size > 0
        ? [finding('left-out', 'topics left out by request', [...choices.without])]
        : []),
    ].filter(({ items }) => items.length > 0),
  };
}

function finding(
  kind: string,
  message: string,
  items: readonly string[],
  accept?: Acceptable,
): Finding {
  return { kind, message, items, ...(accept && { accept }) };
}

function requireKnown(topics: readonly ClusterTopic[], without: ReadonlySet<string>): void {
  const names = new Set(topics.map(({ name }) => name));
  const unknown = [...without].filter((name) => !names.has(name));
  if (unknown.length > 0)
    throw new MigrationError(`there is no topic ${unknown.join(', ')} to leave out`);
}

/** The directories of partitions, found by name; each is taken once. */
class SourceIndex {
  readonly #directories: readonly KafkaDirectory[];
  readonly #current = new Map<string, SourcePartition>();
  readonly #futures = new Map<string, SourcePartition>();
  readonly #taken = new Set<string>();
  readonly ids: ReadonlySet<Uuid>;

  constructor(directories: readonly KafkaDirectory[]) {
    this.#directories = directories;
    this.ids = new Set(directories.flatMap(({ directoryId }) => directoryId ?? []));
    for (const { partitions, futures } of directories) {
      for (const partition of partitions) this.#add(partition);
      for (const partition of futures)
        this.#futures.set(partitionDirectoryName(partition), partition);
    }
  }

  #add(partition: SourcePartition): void {
    const name = partitionDirectoryName(partition);
    const other = this.#current.get(name);
    if (other)
      throw new MigrationError(`${name} is in two directories: ${other.path}, ${partition.path}`);
    this.#current.set(name, partition);
  }

  /**
   * The directory of a partition; null when there is none. A copy that was being made where the metadata
   * has the partition already is the partition (Apache Kafka takes it so when it starts).
   */
  take(name: string, topicId: Uuid, assigned: Uuid | undefined): SourcePartition | null {
    const future = this.#futures.get(name);
    const isAdopted = future?.topicId === topicId && future.source.directoryId === assigned;
    const candidate = future && isAdopted ? future : this.#current.get(name);
    if (!candidate || (candidate.topicId !== null && candidate.topicId !== topicId)) return null;
    this.#taken.add(candidate.path);
    return candidate;
  }

  /** The directories that nobody took, by what they are. */
  leftBehind(): Finding[] {
    const untaken = (partitions: Iterable<SourcePartition>) =>
      [...partitions].map(({ path }) => path).filter((path) => !this.#taken.has(path));
    const aside = this.#directories.flatMap(({ setAside }) => setAside);
    const paths = (wanted: string) =>
      aside.filter(({ reason }) => reason === wanted).map(({ path }) => path);
    return [
      finding(
        'unknown-topic',
        'left behind, of topics that the metadata does not have',
        untaken(this.#current.values()),
      ),
      finding(
        'future',
        'left behind, unfinished copies between directories',
        untaken(this.#futures.values()),
      ),
      finding('stray', 'left behind, set aside by Apache Kafka', paths('stray')),
      finding('deleted', 'left behind, deleted already', paths('delete')),
    ];
  }
}

/** Goes through the partitions of the topics, and sorts out those that cannot be taken. */
class PartitionPlanner {
  readonly planned: PlannedPartition[] = [];
  readonly #nodeId: number;
  readonly #sources: SourceIndex;
  readonly #elsewhere: string[] = [];
  readonly #behind: string[] = [];
  readonly #replicated: string[] = [];
  readonly #inOtherDirectories: string[] = [];

  constructor(nodeId: number, sources: SourceIndex) {
    this.#nodeId = nodeId;
    this.#sources = sources;
  }

  add({ id, name, partitions }: ClusterTopic): void {
    for (let index = 0; index < partitions.size; index++) {
      const record = partitions.get(index);
      if (!record) throw new MigrationError(`the topic ${name} has no partition ${index}`);
      const assigned = record.directories[record.replicas.indexOf(this.#nodeId)];
      const source = this.#sources.take(`${name}-${index}`, id, assigned);
      this.planned.push({ topic: name, index, topicId: id, source });
      this.#judge(record, `${name}-${index}`, { source, assigned });
    }
  }

  #judge(
    { replicas, isr }: PartitionRecord,
    name: string,
    place: { readonly source: SourcePartition | null; readonly assigned: Uuid | undefined },
  ): void {
    const { source, assigned = UNASSIGNED } = place;
    if (!replicas.includes(this.#nodeId)) this.#elsewhere.push(name);
    else if (replicas.length > 1 && !isr.includes(this.#nodeId)) this.#behind.push(name);
    else if (replicas.length > 1) this.#replicated.push(name);
    const isUnseen = !NO_DIRECTORY.has(assigned) && !this.#sources.ids.has(assigned);
    if (!source && isUnseen) this.#inOtherDirectories.push(`${name} in directory ${assigned}`);
  }

  refusals(): Finding[] {
    const node = this.#nodeId;
    return [
      finding(
        'elsewhere',
        `the data of these partitions is on other nodes than ${node}`,
        this.#elsewhere,
      ),
      finding('behind', `node ${node} is behind other replicas of these partitions`, this.#behind),
      finding(
        'other-directories',
        'these partitions are in directories that were not given',
        this.#inOtherDirectories,
      ),
      finding(
        'replicated',
        'these partitions have replicas on other nodes, which would be forgotten',
        this.#replicated,
        'fewer-replicas',
      ),
    ].filter(({ items }) => items.length > 0);
  }
}

function tieredTopics(state: ClusterState, topics: readonly ClusterTopic[]): Finding[] {
  const names = new Set(topics.map(({ name }) => name));
  const tiered = [...state.configs.values()].filter(
    ({ name, values }) => names.has(name) && values.get('remote.storage.enable') === 'true',
  );
  const items = tiered.map(({ name }) => name);
  const message =
    'the older segments of these topics are in remote storage, which is not read here';
  return items.length > 0 ? [finding('tiered', message, items, 'tiered-storage')] : [];
}

function otherBrokers(state: ClusterState, nodeId: number): Finding[] {
  const others = [...state.brokers.keys()].filter((id) => id !== nodeId).map(String);
  return [finding('other-brokers', 'other brokers of the cluster, not taken over', others)];
}
