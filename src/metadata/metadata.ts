// The current image of the cluster, kept up to date by a watch of the metadata store. Whoever must react
// to a change is called in the same turn in which the image changes, before the one who made the change
// is answered: that is why a topic is usable the moment its creation is answered.

import { assert } from '../base/assert.ts';
import type { Uuid } from '../base/uuid.ts';
import { applyMetaChange, EMPTY_IMAGE } from './image-builder.ts';
import type { MetaStore, MetaWatch } from './meta-store.ts';
import type { MetadataDelta } from './metadata-delta.ts';
import type { MetadataImage, PartitionImage, TopicImage } from './metadata-image.ts';

export type MetadataListener = (delta: MetadataDelta) => void;

export class Metadata {
  #image: MetadataImage;
  readonly #listeners = new Set<MetadataListener>();
  #watch: MetaWatch | null = null;

  private constructor(image: MetadataImage) {
    this.#image = image;
  }

  /** Reads everything from the store and follows it from there. */
  static async load(store: MetaStore): Promise<Metadata> {
    const { revision, entries } = await store.range('');
    const changes = entries.map((entry) => ({ key: entry.key, entry }));
    const metadata = new Metadata(applyMetaChange(EMPTY_IMAGE, { revision, changes }).image);
    metadata.#watch = store.watch('', revision + 1, (change) => {
      metadata.#apply(applyMetaChange(metadata.#image, change));
    });
    return metadata;
  }

  get image(): MetadataImage {
    return this.#image;
  }

  get clusterId(): string {
    return this.#image.clusterId;
  }

  topic(name: string): TopicImage | undefined {
    return this.#image.topicsByName.get(name);
  }

  topicById(id: Uuid): TopicImage | undefined {
    return this.#image.topicsById.get(id);
  }

  /** The name of the topic with this id; null when there is none. */
  topicName(id: Uuid): string | null {
    return this.topicById(id)?.name ?? null;
  }

  partition(topic: string, partition: number): PartitionImage | undefined {
    return this.topic(topic)?.partitions[partition];
  }

  /** All topics, in the order of their names. */
  topics(): TopicImage[] {
    return [...this.#image.topicsByName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * Calls `listener` with every change from now on, in order, with the new image already in place.
   * Listeners are called in the order in which they were added. Returns what takes the listener away.
   */
  onChange(listener: MetadataListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Stops following the store; the image stays as it is. */
  close(): void {
    this.#watch?.cancel();
    this.#listeners.clear();
  }

  #apply(delta: MetadataDelta): void {
    assert(delta.image.revision > this.#image.revision, 'an image is followed by a later one');
    this.#image = delta.image;
    for (const listener of [...this.#listeners]) listener(delta);
  }
}
