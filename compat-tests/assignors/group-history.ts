// A group through several rounds: members come and go, some of them static, subscriptions change, topics grow.
// The hashes of topic ids ascend with the topics, so that Java's hash tables have topics in our order.

import type { Uuid } from '../../src/base/uuid.ts';
import { uuidFromBytes } from '../../src/base/uuid.ts';
import type {
  AssignableMember,
  Assignment,
  GroupSpec,
  SubscriptionType,
} from '../../src/coordinator/group/assignor/partition-assignor.ts';
import type { Dice } from '../../test/protocol/random-message.ts';

/** How large groups get. */
export interface Size {
  readonly members: number;
  readonly topics: number;
  readonly partitions: number;
}

interface Member {
  readonly instanceId: string | null;
  readonly topics: readonly number[];
}

export class GroupHistory {
  readonly #dice: Dice;
  readonly #size: Size;
  readonly #type: SubscriptionType;
  readonly #topicIds: readonly Uuid[];
  readonly #partitions: number[];
  readonly #members = new Map<string, Member>();
  #shared: readonly number[];
  #lastMember = 0;

  constructor(dice: Dice, size: Size, type: SubscriptionType) {
    this.#dice = dice;
    this.#size = size;
    this.#type = type;
    const topics = Array.from({ length: size.topics }, (_, index) => index);
    this.#topicIds = topics.map(topicIdOf);
    this.#partitions = topics.map(() => dice.below(size.partitions + 1));
    this.#shared = this.#anyTopics();
    for (let left = 1 + dice.below(size.members); left > 0; left--) this.#join();
  }

  get partitions(): ReadonlyMap<Uuid, number> {
    return new Map(this.#topicIds.map((id, topic) => [id, this.#partitions[topic] ?? 0]));
  }

  /** The group as it is now, its members holding what they were given. */
  spec(assigned: ReadonlyMap<string, Assignment>): GroupSpec {
    const members = [...this.#members].map(([id, member]): [string, AssignableMember] => {
      const topics = this.#type === 'homogeneous' ? this.#shared : member.topics;
      return [
        id,
        {
          instanceId: member.instanceId,
          rackId: null,
          subscribedTopicIds: new Set(topics.map((topic) => this.#topicIds[topic] as Uuid)),
          assigned: assigned.get(id) ?? new Map(),
        },
      ];
    });
    return { members: new Map(members), subscriptionType: this.#type };
  }

  /** Lets something happen. */
  change(): void {
    for (let left = this.#dice.below(4); left > 0; left--) this.#join();
    for (const id of [...this.#members.keys()]) {
      if (this.#members.size > 1 && this.#dice.oneIn(6)) this.#members.delete(id);
    }
    if (this.#dice.oneIn(4)) this.#shared = this.#anyTopics();
    for (const [id, member] of this.#members) {
      if (this.#dice.oneIn(8)) this.#members.set(id, { ...member, topics: this.#anyTopics() });
    }
    for (const [topic, count] of this.#partitions.entries()) {
      const room = this.#size.partitions - count;
      if (this.#dice.oneIn(5)) this.#partitions[topic] = count + this.#dice.below(room + 1);
    }
  }

  #join(): void {
    if (this.#members.size >= this.#size.members) return;
    this.#lastMember++;
    const instanceId = this.#dice.oneIn(3) ? `instance-${this.#dice.below(1e9)}` : null;
    const id = `${this.#dice.below(1e9)}-${this.#lastMember}`;
    this.#members.set(id, { instanceId, topics: this.#anyTopics() });
  }

  /** Some topics, ascending. */
  #anyTopics(): number[] {
    const chances = 1 + this.#dice.below(3);
    return [...this.#topicIds.keys()].filter(() => this.#dice.oneIn(chances));
  }
}

function topicIdOf(number: number): Uuid {
  const bytes = Buffer.alloc(16);
  bytes.writeInt32BE(number, 12);
  return uuidFromBytes(bytes);
}
