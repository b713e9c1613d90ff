// Applies one transaction of the metadata store to an image and says what it changed. Keys that this
// version does not know are passed over, so that a newer broker may write more.

import { assert } from '../base/assert.ts';
import type { Uuid } from '../base/uuid.ts';
import { ImmutableMap } from './immutable-map.ts';
import type { MetaChange, MetaEntry } from './meta-store.ts';
import type { MetadataDelta, PartitionChange } from './metadata-delta.ts';
import type {
  BrokerImage,
  ConfigImage,
  ConfigResource,
  MetadataImage,
  PartitionImage,
  TopicImage,
} from './metadata-image.ts';
import { configKey, NO_BROKER } from './metadata-image.ts';
import type {
  BrokerRecord,
  ClusterIdRecord,
  ConfigRecord,
  ControllerRecord,
  FeaturesRecord,
  PartitionRecord,
  TopicRecord,
} from './metadata-records.ts';
import { decodeRecord, parseKey } from './metadata-records.ts';
import { hasCollisionCharacters, metricName } from './topic-rules.ts';

/** The image of a store that holds nothing. */
export const EMPTY_IMAGE: MetadataImage = {
  revision: 0,
  clusterId: '',
  controllerId: NO_BROKER,
  topicsByName: ImmutableMap.empty(),
  topicsById: ImmutableMap.empty(),
  topicsByMetricName: ImmutableMap.empty(),
  brokers: new Map(),
  configs: ImmutableMap.empty(),
  features: new Map(),
  featuresRevision: 0,
};

/** The image after this transaction, and what became different. */
export function applyMetaChange(previous: MetadataImage, change: MetaChange): MetadataDelta {
  const builder = new ImageBuilder(previous);
  for (const { key, entry } of change.changes) builder.apply(key, entry);
  return builder.finish(change.revision);
}

/** A topic of which some records have been seen in this transaction. */
interface TopicDraft {
  /** Null when the topic's own record is deleted. */
  record: { readonly name: string; readonly partitions: number; readonly revision: number } | null;
  readonly partitions: Map<number, PartitionImage>;
  readonly previous: TopicImage | undefined;
}

class ImageBuilder {
  readonly #previous: MetadataImage;
  readonly #drafts = new Map<Uuid, TopicDraft>();
  readonly #configs = new Map<string, ConfigImage | undefined>();
  readonly #configsChanged: ConfigResource[] = [];
  readonly #brokersChanged = new Set<number>();
  #brokers: Map<number, BrokerImage> | null = null;
  #clusterId: string;
  #controllerId: number;
  #features: ReadonlyMap<string, number>;
  #featuresRevision: number;

  constructor(previous: MetadataImage) {
    this.#previous = previous;
    this.#clusterId = previous.clusterId;
    this.#controllerId = previous.controllerId;
    this.#features = previous.features;
    this.#featuresRevision = previous.featuresRevision;
  }

  apply(key: string, entry: MetaEntry | null): void {
    const parsed = parseKey(key);
    switch (parsed.kind) {
      case 'topic':
        this.#applyTopic(parsed.topicId, entry);
        break;
      case 'partition':
        this.#applyPartition(parsed.topicId, parsed.partition, entry);
        break;
      case 'config':
        this.#applyConfig(parsed.resource, entry);
        break;
      case 'broker':
      case 'live':
        this.#applyBroker(parsed.kind, parsed.brokerId, entry);
        break;
      case 'cluster-id':
        this.#clusterId = decode<ClusterIdRecord>(entry)?.clusterId ?? '';
        break;
      case 'controller':
        this.#controllerId = decode<ControllerRecord>(entry)?.brokerId ?? NO_BROKER;
        break;
      case 'features':
        this.#features = new Map(Object.entries(decode<FeaturesRecord>(entry)?.levels ?? {}));
        this.#featuresRevision = entry?.modRevision ?? 0;
        break;
      case 'topic-name': // says what topics/<id> says
      case 'unknown':
        break;
    }
  }

  #draft(id: Uuid): TopicDraft {
    let draft = this.#drafts.get(id);
    if (!draft) {
      const previous = this.#previous.topicsById.get(id);
      const record = previous
        ? {
            name: previous.name,
            partitions: previous.partitions.length,
            revision: previous.revision,
          }
        : null;
      draft = { record, partitions: new Map(), previous };
      this.#drafts.set(id, draft);
    }
    return draft;
  }

  #applyTopic(id: Uuid, entry: MetaEntry | null): void {
    const record = decode<TopicRecord>(entry);
    this.#draft(id).record =
      record && entry
        ? { name: record.name, partitions: record.partitions, revision: entry.modRevision }
        : null;
  }

  #applyPartition(id: Uuid, partition: number, entry: MetaEntry | null): void {
    if (entry === null) return; // partitions go with their topic
    const record = decodeRecord<PartitionRecord>(entry.key, entry.value);
    this.#draft(id).partitions.set(partition, {
      partition,
      leader: record.leader,
      leaderEpoch: record.leaderEpoch,
      partitionEpoch: record.partitionEpoch,
      replicas: record.replicas,
      isr: record.isr,
      elr: record.elr,
      lastKnownElr: record.lastKnownElr,
      addingReplicas: record.addingReplicas,
      removingReplicas: record.removingReplicas,
      directories: record.directories,
      revision: entry.modRevision,
    });
  }

  #applyConfig(resource: ConfigResource, entry: MetaEntry | null): void {
    const record = decode<ConfigRecord>(entry);
    const config =
      record && entry
        ? { resource, values: new Map(Object.entries(record.values)), revision: entry.modRevision }
        : undefined;
    this.#configs.set(configKey(resource), config);
    this.#configsChanged.push(resource);
  }

  #applyBroker(kind: 'broker' | 'live', id: number, entry: MetaEntry | null): void {
    this.#brokers ??= new Map(this.#previous.brokers);
    this.#brokersChanged.add(id);
    const known = this.#brokers.get(id);
    if (kind === 'live') {
      if (known) this.#brokers.set(id, { ...known, epoch: entry?.createRevision ?? 0 });
      return;
    }
    const record = decode<BrokerRecord>(entry);
    if (record) this.#brokers.set(id, { ...record, epoch: known?.epoch ?? 0 });
    else this.#brokers.delete(id);
  }

  finish(revision: number): MetadataDelta {
    const topics = this.#finishTopics();
    const previous = this.#previous;
    const image: MetadataImage = {
      revision,
      clusterId: this.#clusterId,
      controllerId: this.#controllerId,
      topicsByName: previous.topicsByName.with(topics.byName),
      topicsById: previous.topicsById.with(topics.byId),
      topicsByMetricName: previous.topicsByMetricName.with(byMetricName(topics.byName)),
      brokers: this.#brokers ?? previous.brokers,
      configs: previous.configs.with(this.#configs),
      features: this.#features,
      featuresRevision: this.#featuresRevision,
    };
    return {
      previous,
      image,
      topicsCreated: topics.created,
      topicsDeleted: topics.deleted,
      partitionsChanged: topics.partitionsChanged,
      configsChanged: this.#configsChanged,
      brokersChanged: [...this.#brokersChanged],
    };
  }

  #finishTopics(): FinishedTopics {
    const finished: FinishedTopics = {
      // A name that is given back and taken anew in one transaction ends up taken.
      byName: [],
      byId: [],
      created: [],
      deleted: [],
      partitionsChanged: [],
    };
    const drafts = [...this.#drafts].sort(
      ([, a], [, b]) => Number(!!a.record) - Number(!!b.record),
    );
    for (const [id, draft] of drafts) finishTopic(finished, id, draft);
    return finished;
  }
}

function byMetricName(topics: FinishedTopics['byName']): FinishedTopics['byName'] {
  return topics
    .filter(([name]) => hasCollisionCharacters(name))
    .map(([name, topic]) => [metricName(name), topic]);
}

interface FinishedTopics {
  readonly byName: [string, TopicImage | undefined][];
  readonly byId: [string, TopicImage | undefined][];
  readonly created: TopicImage[];
  readonly deleted: TopicImage[];
  readonly partitionsChanged: PartitionChange[];
}

function finishTopic(finished: FinishedTopics, id: Uuid, draft: TopicDraft): void {
  const { record, previous } = draft;
  if (record === null) {
    if (!previous) return;
    finished.byName.push([previous.name, undefined]);
    finished.byId.push([id, undefined]);
    finished.deleted.push(previous);
    return;
  }
  const { name, revision } = record;
  const topic: TopicImage = { id, name, partitions: partitionsOf(id, draft), revision };
  finished.byName.push([name, topic]);
  finished.byId.push([id, topic]);
  if (!previous) finished.created.push(topic);
  for (const partition of draft.partitions.values()) {
    const before = previous?.partitions[partition.partition] ?? null;
    finished.partitionsChanged.push({ topic, partition, previous: before });
  }
}

function partitionsOf(id: Uuid, { record, previous, partitions }: TopicDraft): PartitionImage[] {
  return Array.from({ length: record?.partitions ?? 0 }, (_, at) => {
    const partition = partitions.get(at) ?? previous?.partitions[at];
    assert(partition !== undefined, `topic ${id} has no record of its partition ${at}`);
    return partition;
  });
}

function decode<T extends object>(entry: MetaEntry | null): T | null {
  return entry === null ? null : decodeRecord<T>(entry.key, entry.value);
}
