// A member of a group of the consumer protocol (KIP-848) and nothing more: heartbeats that say what it owns, and
// owns at once what it is given.

import { randomUUID } from 'node:crypto';
import type {
  ConsumerGroupHeartbeatResponse,
  TopicPartitions,
} from '../../../src/protocol/generated/consumer-group-heartbeat.ts';
import { ConsumerGroupHeartbeat } from '../../../src/protocol/generated/consumer-group-heartbeat.ts';
import type { WireClient } from '../../../test/support/wire-client.ts';
import type { Subject } from '../subject.ts';
import type { Subscription } from './classic-member.ts';
import { COORDINATOR_COMES, findCoordinator } from './coordinator.ts';

const VERSION = 1;
const JOINING = 0;
const LEAVING = -1;
const REBALANCE_TIMEOUT_MS = 60_000;

export class ConsumerMember {
  readonly client: WireClient;
  memberId: string = randomUUID();
  epoch = JOINING;
  owned: readonly TopicPartitions[] = [];
  readonly #subscription: Subscription;

  private constructor(client: WireClient, subscription: Subscription) {
    this.client = client;
    this.#subscription = subscription;
  }

  static async connect(subject: Subject, subscription: Subscription): Promise<ConsumerMember> {
    return ConsumerMember.over(await subject.connect(), subscription);
  }

  /** A member on a connection that others may use as well. */
  static async over(client: WireClient, subscription: Subscription): Promise<ConsumerMember> {
    await findCoordinator(client, 'group', subscription.groupId);
    return new ConsumerMember(client, subscription);
  }

  get partitionCount(): number {
    return this.owned.reduce((sum, { partitions }) => sum + partitions.length, 0);
  }

  /** Joins, or tells what it owns; takes over the epoch and the assignment that it is given. */
  async heartbeat(): Promise<void> {
    const { errorCode, memberEpoch, assignment } = await this.#send(this.epoch);
    if (COORDINATOR_COMES.has(errorCode)) return;
    if (errorCode !== 0) throw new Error(`a heartbeat was refused with error ${errorCode}`);
    this.epoch = memberEpoch;
    if (assignment !== null) this.owned = assignment.topicPartitions;
  }

  /** Leaves; it can join again as somebody else. */
  async leave(): Promise<void> {
    await this.#send(LEAVING);
    this.memberId = randomUUID();
    this.epoch = JOINING;
    this.owned = [];
  }

  #send(memberEpoch: number): Promise<ConsumerGroupHeartbeatResponse> {
    return this.client.send(ConsumerGroupHeartbeat, VERSION, {
      groupId: this.#subscription.groupId,
      memberId: this.memberId,
      memberEpoch,
      rebalanceTimeoutMs: REBALANCE_TIMEOUT_MS,
      subscribedTopicNames: [this.#subscription.topic],
      topicPartitions: memberEpoch === LEAVING ? null : this.owned,
    });
  }
}

/**
 * Heartbeats of all, without a pause, until every member is in one epoch and what they own is all that there is,
 * shared as evenly as it can be.
 */
export async function untilBalanced(
  members: readonly ConsumerMember[],
  partitions: number,
): Promise<void> {
  const fewest = Math.floor(partitions / members.length);
  const isBalanced = () =>
    members.every(({ epoch, partitionCount }) => {
      return epoch === members[0]?.epoch && epoch > JOINING && partitionCount >= fewest;
    }) && members.reduce((sum, { partitionCount }) => sum + partitionCount, 0) === partitions;
  const take = async (member: ConsumerMember) => {
    do await member.heartbeat();
    while (!isBalanced());
  };
  await Promise.all(members.map(take));
}
