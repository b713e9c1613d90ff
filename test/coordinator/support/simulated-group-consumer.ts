// A client of the consumer protocol as a good one behaves (KIP-848): it gives back what it is told to, sooner or
// later, and takes what it is assigned; fenced, it lets go of everything and joins again. Its answers may be lost.

import { ErrorCode } from '../../../src/base/error-code.ts';
import type { ConsumerGroupHeartbeatResponseInput } from '../../../src/protocol/generated/consumer-group-heartbeat.ts';
import type { Beat, ConsumerBench } from './consumer-bench.ts';
import { assignedTo } from './consumer-bench.ts';

export interface Wishes {
  readonly instanceId: string | null;
  readonly names: readonly string[];
  readonly regex: string;
}

const RETRIABLE: readonly number[] = [
  ErrorCode.COORDINATOR_NOT_AVAILABLE,
  ErrorCode.NOT_COORDINATOR,
  ErrorCode.UNKNOWN_SERVER_ERROR,
];

const GONE: readonly number[] = [
  ErrorCode.FENCED_MEMBER_EPOCH,
  ErrorCode.UNKNOWN_MEMBER_ID,
  ErrorCode.GROUP_ID_NOT_FOUND,
];

/** A client whose instance id another one has is beyond help. */
const HOPELESS: readonly number[] = [
  ErrorCode.FENCED_INSTANCE_ID,
  ErrorCode.UNRELEASED_INSTANCE_ID,
];

export class SimulatedGroupConsumer {
  readonly memberId: string;
  wishes: Wishes;
  /** 0 before it has joined. */
  epoch = 0;
  /** What it reads: `topic:partition`. */
  readonly owned = new Set<string>();
  isDead = false;
  private assigned: ReadonlySet<string> = new Set();
  /** It has not been answered, or has something to say: the next heartbeat tells all. */
  private mustTellAll = true;
  private readonly bench: ConsumerBench;
  private readonly groupId: string;

  constructor(bench: ConsumerBench, groupId: string, memberId: string, wishes: Wishes) {
    this.bench = bench;
    this.groupId = groupId;
    this.memberId = memberId;
    this.wishes = wishes;
  }

  /** Gives back what it was told to, and takes what it was assigned. */
  follow(): void {
    const isBehind = [...this.owned].some((each) => !this.assigned.has(each));
    for (const each of [...this.owned]) if (!this.assigned.has(each)) this.owned.delete(each);
    // What is assigned beside is free to be taken: others have given it back.
    for (const each of this.assigned) this.owned.add(each);
    if (isBehind) this.mustTellAll = true;
  }

  resubscribe(wishes: Partial<Wishes>): void {
    this.wishes = { ...this.wishes, ...wishes };
    this.mustTellAll = true;
  }

  /** Sends its heartbeat; a lost answer leaves it where it was. */
  async beat(isLost = false): Promise<void> {
    const answer = await this.bench.beat(this.memberId, this.epoch, this.#says());
    if (isLost) this.mustTellAll = true;
    else this.#hear(answer);
  }

  async leave(epoch: -1 | -2 = -1): Promise<void> {
    const { groupId } = this;
    const { instanceId } = this.wishes;
    this.isDead = true;
    this.owned.clear();
    await this.bench.beat(this.memberId, epoch, { groupId, instanceId });
  }

  #says(): Beat {
    const { groupId } = this;
    const { instanceId, names, regex } = this.wishes;
    if (this.epoch !== 0 && !this.mustTellAll) return { groupId, instanceId };
    return {
      groupId,
      instanceId,
      rebalanceTimeoutMs: 60_000,
      subscribedTopicNames: [...names],
      subscribedTopicRegex: regex,
      topicPartitions: this.epoch === 0 ? [] : topicPartitionsOf(this.owned),
    };
  }

  #hear(answer: ConsumerGroupHeartbeatResponseInput): void {
    const { errorCode, memberEpoch } = answer;
    if (errorCode === ErrorCode.NONE) {
      const isNewEpoch = this.epoch !== memberEpoch;
      this.epoch = memberEpoch;
      this.mustTellAll = false;
      const assigned = assignedTo(answer);
      if (assigned !== null) this.assigned = new Set(partitionsOf(assigned));
      if (isNewEpoch && this.epoch === 0) throw new Error('nobody has the epoch of joining');
      return;
    }
    this.mustTellAll = true;
    if (RETRIABLE.includes(errorCode)) return;
    if (HOPELESS.includes(errorCode)) this.isDead = true;
    else if (!GONE.includes(errorCode))
      throw new Error(`an error that no client expects: ${errorCode}`);
    this.epoch = 0;
    this.owned.clear();
    this.assigned = new Set();
  }
}

function partitionsOf(assigned: Readonly<Record<string, readonly number[]>>): string[] {
  return Object.entries(assigned).flatMap(([topicId, partitions]) =>
    partitions.map((partition) => `${topicId}:${partition}`),
  );
}

function topicPartitionsOf(owned: ReadonlySet<string>): NonNullable<Beat['topicPartitions']> {
  const byTopic = new Map<string, number[]>();
  for (const each of owned) {
    const [topicId = '', partition = ''] = each.split(':');
    byTopic.set(topicId, [...(byTopic.get(topicId) ?? []), Number(partition)]);
  }
  return Array.from(byTopic, ([topicId, partitions]) => ({
    topicId: topicId as never,
    partitions,
  }));
}
