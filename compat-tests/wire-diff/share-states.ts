// The five requests about the stored states of share partitions, each about the same four places: two
// partitions that there are, one that there is not, one that cannot be.

import type { Uuid } from '../../src/base/uuid.ts';
import { DeleteShareGroupState } from '../../src/protocol/generated/delete-share-group-state.ts';
import { InitializeShareGroupState } from '../../src/protocol/generated/initialize-share-group-state.ts';
import { ReadShareGroupState } from '../../src/protocol/generated/read-share-group-state.ts';
import { ReadShareGroupStateSummary } from '../../src/protocol/generated/read-share-group-state-summary.ts';
import { WriteShareGroupState } from '../../src/protocol/generated/write-share-group-state.ts';
import type { Side } from './side.ts';

const PLACES = [0, 1, 7, -1];

/** First and last offset, delivery state, delivery count. */
export type Run = readonly [first: number, last: number, state: number, count: number];

export class ShareStates {
  readonly #side: Side;
  readonly #groupId: string;
  readonly #topicId: Uuid;

  constructor(side: Side, groupId: string, topic: string) {
    this.#side = side;
    this.#groupId = groupId;
    this.#topicId = side.idOf(topic);
  }

  async begin(name: string, stateEpoch: number, startOffset: number): Promise<void> {
    const partitions = PLACES.map((partition) => ({ partition, stateEpoch, startOffset }));
    await this.#side.compare(name, InitializeShareGroupState, 0, this.#about(partitions));
  }

  async read(name: string, leaderEpoch = -1): Promise<void> {
    const partitions = PLACES.map((partition) => ({ partition, leaderEpoch }));
    await this.#side.compare(name, ReadShareGroupState, 0, this.#about(partitions));
    for (const version of [0, 1]) {
      await this.#side.compare(name, ReadShareGroupStateSummary, version, this.#about(partitions));
    }
  }

  async write(name: string, runs: readonly Run[], change: object = {}): Promise<void> {
    const stateBatches = runs.map(([firstOffset, lastOffset, deliveryState, deliveryCount]) => {
      return { firstOffset, lastOffset, deliveryState, deliveryCount };
    });
    const fields = { stateEpoch: 3, leaderEpoch: 0, startOffset: -1, deliveryCompleteCount: 0 };
    const partitions = PLACES.map((partition) => {
      return { partition, ...fields, ...change, stateBatches };
    });
    await this.#side.compare(name, WriteShareGroupState, 1, this.#about(partitions));
  }

  async delete(name: string, topicId = this.#topicId): Promise<void> {
    const partitions = PLACES.map((partition) => ({ partition }));
    await this.#side.compare(name, DeleteShareGroupState, 0, this.#about(partitions, topicId));
  }

  /** Requests that name nothing. */
  async refusals(): Promise<void> {
    const groupId = this.#groupId;
    const none = this.#about<{ partition: number; leaderEpoch: number }>([]);
    const one = this.#about([{ partition: 0, leaderEpoch: 0 }]);
    await this.#side.compare('no partitions', ReadShareGroupState, 0, none);
    await this.#side.compare('no topics', ReadShareGroupState, 0, { groupId, topics: [] });
    await this.#side.compare('no group', ReadShareGroupState, 0, { ...one, groupId: '' });
  }

  #about<P>(partitions: readonly P[], topicId = this.#topicId) {
    return { groupId: this.#groupId, topics: [{ topicId, partitions }] };
  }
}
