// A member of a share group as a chapter plays it: ShareFetch and ShareAcknowledge in short, on a connection of
// its own, in a group whose state the chapter has begun itself.

import { setTimeout as sleep } from 'node:timers/promises';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { IncrementalAlterConfigs } from '../../src/protocol/generated/incremental-alter-configs.ts';
import { InitializeShareGroupState } from '../../src/protocol/generated/initialize-share-group-state.ts';
import { ReadShareGroupState } from '../../src/protocol/generated/read-share-group-state.ts';
import type { ShareAcknowledgeRequestInput } from '../../src/protocol/generated/share-acknowledge.ts';
import { ShareAcknowledge } from '../../src/protocol/generated/share-acknowledge.ts';
import type { ShareFetchRequestInput } from '../../src/protocol/generated/share-fetch.ts';
import { ShareFetch } from '../../src/protocol/generated/share-fetch.ts';
import type { Side } from './side.ts';

const SHARE = 2;
const GROUP_RESOURCE = 32;
const FIRST_WAIT_MS = 1000;

export const GAP = 0;
export const ACCEPT = 1;
export const RELEASE = 2;
export const REJECT = 3;
export const RENEW = 4;

/** First and last offset, and what is said: once for all, or for each. */
export type Said = readonly [first: number, last: number, types: number | readonly number[]];

export type FetchChange = Partial<ShareFetchRequestInput> & { readonly said?: readonly Said[] };
export type AcknowledgeChange = Partial<ShareAcknowledgeRequestInput>;

/** Begins the group's state in the topic's partition 0, once there is a coordinator for it. */
export async function beginShare(
  side: Side,
  groupId: string,
  topic: string,
  startOffset = 0,
): Promise<void> {
  const topicId = side.idOf(topic);
  const coordinatorKeys = [`${groupId}:${topicId}:0`];
  const partitions = [{ partition: 0, stateEpoch: 1, startOffset }];
  const request = { groupId, topics: [{ topicId, partitions }] };
  for (let attempt = 0; attempt < 400; attempt++) {
    await side.ask(FindCoordinator, 6, { keyType: SHARE, coordinatorKeys });
    const { results } = await side.ask(InitializeShareGroupState, 0, request);
    if (results[0]?.partitions[0]?.errorCode === 0) return;
    await sleep(25);
  }
  throw new Error(`${side.broker.kind} does not begin the state of ${groupId}`);
}

/** Sets configs of the group. */
export async function configureShare(
  side: Side,
  groupId: string,
  configs: Readonly<Record<string, string>>,
): Promise<void> {
  const changes = Object.entries(configs).map(([name, value]) => {
    return { name, configOperation: 0, value };
  });
  const resource = { resourceType: GROUP_RESOURCE, resourceName: groupId, configs: changes };
  const request = { resources: [resource], validateOnly: false };
  const { responses } = await side.ask(IncrementalAlterConfigs, 1, request);
  if (responses[0]?.errorCode !== 0) throw new Error(`${groupId}: ${responses[0]?.errorMessage}`);
  // Apache Kafka's broker follows its controller a moment later.
  await sleep(300);
}

export class ShareMember {
  readonly groupId: string;
  readonly topic: string;
  readonly memberId: string;
  readonly side: Side;
  epoch = 0;

  constructor(side: Side, groupId: string, topic: string, memberId = 'a') {
    this.side = side.another();
    this.groupId = groupId;
    this.topic = topic;
    this.memberId = memberId;
  }

  /** Sends a ShareFetch of partition 0 and notes the answer. */
  async compareFetch(name: string, change: FetchChange = {}, version = 2): Promise<void> {
    const { said = [], ...fields } = change;
    const acknowledgementBatches = said.map(batchOf);
    const partitions = [{ partitionIndex: 0, acknowledgementBatches }];
    const request = {
      groupId: this.groupId,
      memberId: this.memberId,
      shareSessionEpoch: this.epoch,
      // Apache Kafka reads the state of a share partition in the background of the first fetch.
      maxWaitMs: this.epoch === 0 ? FIRST_WAIT_MS : 0,
      minBytes: 1,
      maxBytes: 1_000_000,
      maxRecords: 500,
      batchSize: 500,
      topics: [{ topicId: this.side.idOf(this.topic), partitions }],
      forgottenTopicsData: [],
      ...fields,
    };
    this.epoch += 1;
    await this.side.compare(`${this.groupId}: ${name}`, ShareFetch, version, request);
  }

  /** Sends a ShareAcknowledge about partition 0 and notes the answer. */
  async compareAcknowledge(
    name: string,
    said: readonly Said[],
    change: AcknowledgeChange = {},
    version = 2,
  ): Promise<void> {
    const partitions = [{ partitionIndex: 0, acknowledgementBatches: said.map(batchOf) }];
    const request = {
      groupId: this.groupId,
      memberId: this.memberId,
      shareSessionEpoch: this.epoch,
      topics: [{ topicId: this.side.idOf(this.topic), partitions }],
      ...change,
    };
    this.epoch += 1;
    await this.side.compare(`${this.groupId}: ${name}`, ShareAcknowledge, version, request);
  }

  /** Notes what is stored of partition 0. */
  async compareStored(name: string): Promise<void> {
    const partitions = [{ partition: 0, leaderEpoch: -1 }];
    const topics = [{ topicId: this.side.idOf(this.topic), partitions }];
    const request = { groupId: this.groupId, topics };
    await this.side.compare(`${this.groupId}: ${name}`, ReadShareGroupState, 0, request);
  }

  leave(): Promise<void> {
    return this.side.hangUp();
  }
}

function batchOf([firstOffset, lastOffset, types]: Said) {
  const acknowledgeTypes = typeof types === 'number' ? [types] : types;
  return { firstOffset, lastOffset, acknowledgeTypes };
}
