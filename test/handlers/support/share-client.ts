// A member of a share group that speaks ShareFetch and ShareAcknowledge to a whole broker, request by request.

import type { Uuid } from '../../../src/base/uuid.ts';
import { FindCoordinator } from '../../../src/protocol/generated/find-coordinator.ts';
import { IncrementalAlterConfigs } from '../../../src/protocol/generated/incremental-alter-configs.ts';
import { InitializeShareGroupState } from '../../../src/protocol/generated/initialize-share-group-state.ts';
import { ReadShareGroupState } from '../../../src/protocol/generated/read-share-group-state.ts';
import { ShareAcknowledge } from '../../../src/protocol/generated/share-acknowledge.ts';
import type { ShareFetchRequestInput } from '../../../src/protocol/generated/share-fetch.ts';
import { ShareFetch } from '../../../src/protocol/generated/share-fetch.ts';
import type { MemoryWireClient } from '../../broker/support/memory-wire-client.ts';
import { topicsOf } from '../../broker/support/requests.ts';
import type { TestBroker } from '../../broker/support/test-broker.ts';
import { valuesIn } from './data-path.ts';

export const GROUP = 'workers';
const SHARE = 2;
const GROUP_RESOURCE = 32;

export const ACCEPT = 1;
export const RELEASE = 2;
export const REJECT = 3;
export const RENEW = 4;

/** First and last offset, and what is said: once for all, or for each. */
export type Said = readonly [first: number, last: number, types: number | readonly number[]];

/** What a member got of one partition. */
export interface Given {
  readonly errorCode: number;
  readonly acknowledgeErrorCode: number;
  readonly acquired: readonly (readonly [first: number, last: number, deliveries: number])[];
  readonly values: readonly string[];
}

/** Begins the state of the group in all partitions of a topic, as the group coordinator does. */
export async function beginGroup(
  client: MemoryWireClient,
  topic: string,
  { startOffset = 0, partitions = 1, stateEpoch = 1 } = {},
): Promise<Uuid> {
  const topicId = (await topicsOf(client)).get(topic) as Uuid;
  const key = `${GROUP}:${topicId}:0`;
  await client.send(FindCoordinator, 6, { keyType: SHARE, coordinatorKeys: [key] });
  const states = Array.from({ length: partitions }, (_, partition) => {
    return { partition, stateEpoch, startOffset };
  });
  const request = { groupId: GROUP, topics: [{ topicId, partitions: states }] };
  const { results } = await client.send(InitializeShareGroupState, 0, request);
  const errors = results.flatMap((result) => result.partitions.map(({ errorCode }) => errorCode));
  if (errors.some((code) => code !== 0)) throw new Error(`not begun: ${errors}`);
  return topicId;
}

/** Sets a config of the group. */
export async function configureGroup(
  client: MemoryWireClient,
  configs: Readonly<Record<string, string>>,
): Promise<void> {
  const changes = Object.entries(configs).map(([name, value]) => {
    return { name, configOperation: 0, value };
  });
  const resource = { resourceType: GROUP_RESOURCE, resourceName: GROUP, configs: changes };
  const request = { resources: [resource], validateOnly: false };
  const { responses } = await client.send(IncrementalAlterConfigs, 1, request);
  if (responses[0]?.errorCode !== 0) throw new Error(`${responses[0]?.errorMessage}`);
}

export class ShareClient {
  readonly client: MemoryWireClient;
  readonly memberId: string;
  readonly topicId: Uuid;
  epoch = 0;

  constructor(broker: TestBroker, topicId: Uuid, memberId = 'member-1') {
    this.client = broker.connect(memberId);
    this.topicId = topicId;
    this.memberId = memberId;
  }

  /** A ShareFetch of partition 0; acknowledgements go along. */
  async fetch(change: Partial<ShareFetchRequestInput> = {}, said: readonly Said[] = []) {
    this.post(change, said);
    return this.answer();
  }

  post(change: Partial<ShareFetchRequestInput> = {}, said: readonly Said[] = []): void {
    const acknowledgementBatches = said.map(batchOf);
    const request = {
      groupId: GROUP,
      memberId: this.memberId,
      shareSessionEpoch: this.epoch,
      maxWaitMs: 0,
      minBytes: 1,
      maxBytes: 1_000_000,
      maxRecords: 500,
      batchSize: 500,
      topics: [
        { topicId: this.topicId, partitions: [{ partitionIndex: 0, acknowledgementBatches }] },
      ],
      forgottenTopicsData: [],
      ...change,
    };
    this.epoch += 1;
    this.client.post(ShareFetch, 2, request);
  }

  /** The answer to a fetch that was sent before. */
  async answer() {
    const response = await this.client.answer(ShareFetch, 2);
    const partitions = response.responses.flatMap((topic) => topic.partitions);
    const given = partitions.map((partition): Given => {
      const { errorCode, acknowledgeErrorCode, acquiredRecords, records } = partition;
      const acquired = acquiredRecords.map(
        ({ firstOffset, lastOffset, deliveryCount }) =>
          [firstOffset, lastOffset, deliveryCount] as const,
      );
      const values = records.length === 0 ? [] : valuesIn(records);
      return { errorCode, acknowledgeErrorCode, acquired, values };
    });
    return { ...response, given, first: given[0] };
  }

  /** What is said of records of partition 0; the error code of the partition. */
  async acknowledge(said: readonly Said[], { isRenewAck = false, epoch = this.epoch } = {}) {
    const acknowledgementBatches = said.map(batchOf);
    const partitions = [{ partitionIndex: 0, acknowledgementBatches }];
    const response = await this.client.send(ShareAcknowledge, 2, {
      groupId: GROUP,
      memberId: this.memberId,
      shareSessionEpoch: epoch,
      isRenewAck,
      topics: said.length === 0 ? [] : [{ topicId: this.topicId, partitions }],
    });
    this.epoch += 1;
    const [partition] = response.responses.flatMap((topic) => topic.partitions);
    return partition?.errorCode ?? response.errorCode;
  }

  /** What is stored of partition 0. */
  async stored() {
    const partitions = [{ partition: 0, leaderEpoch: -1 }];
    const request = { groupId: GROUP, topics: [{ topicId: this.topicId, partitions }] };
    const { results } = await this.client.send(ReadShareGroupState, 0, request);
    const [state] = results.flatMap((result) => result.partitions);
    if (state === undefined) throw new Error('not answered');
    return state;
  }
}

function batchOf([firstOffset, lastOffset, types]: Said) {
  const acknowledgeTypes = typeof types === 'number' ? [types] : types;
  return { firstOffset, lastOffset, acknowledgeTypes };
}
