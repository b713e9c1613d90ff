// A random life of a few share groups, step by step, from a seed: members join, beat, change their topics, leave
// and fall silent; topics come, grow and go; offsets are altered and deleted, groups too; the log and the share
// coordinator refuse or say nothing; the process restarts.

import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import { GroupState } from '../../../src/coordinator/group/group-state.ts';
import { replay } from '../../../src/coordinator/group/replay.ts';
import type { StoredRecord } from '../../../src/coordinator/runtime/partition-writer.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { drawWeighted } from './draw-weighted.ts';
import { SECOND_MS, ShareGroupBench } from './share-group-bench.ts';

const GROUPS = ['workers', 'others'];
const MEMBERS = ['a', 'b', 'c', 'd'];
const TOPICS = ['tasks', 'mails', 'prints'];
const MOST_PARTITIONS = 5;

export class ShareGroupHistory {
  readonly bench = new ShareGroupBench({ share: { maxSize: 3 } });
  /** What was done, for the message of a failure. */
  readonly steps: string[] = [];
  /** Requests that have not been answered yet. */
  unanswered = 0;
  private readonly random: SeededRandom;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
  }

  /** The state that these records make. */
  replay(records: readonly StoredRecord[]): GroupState {
    const { clock, config, topics } = this.bench;
    const state = new GroupState({
      clock,
      random: this.random,
      logger: silentLogger,
      scheduler: { schedule: () => ({ cancel: () => {} }), execute: () => {} },
      config: () => config,
      topics,
      groupConfig: () => this.bench.groupConfig,
    });
    for (const record of records) replay(state, record);
    return state;
  }

  /** Does one random thing. */
  async step(): Promise<void> {
    const actions: [weight: number, name: string, act: () => unknown][] = [
      [8, 'join', () => this.join()],
      [24, 'beat', () => this.beat()],
      [3, 'subscribe', () => this.subscribe()],
      [2, 'wrong epoch', () => this.beatWith(this.random.below(9) - 2)],
      [3, 'leave', () => this.beatWith(-1)],
      [10, 'a second', () => this.bench.advance(SECOND_MS)],
      [2, 'a session', () => this.bench.advance(46 * SECOND_MS)],
      [2, 'grow', () => this.grow()],
      [1, 'delete topic', () => this.deleteTopic()],
      [3, 'alter', () => this.alter()],
      [2, 'forget', () => this.forget()],
      [2, 'delete group', () => this.bench.remove(this.pick(GROUPS))],
      [2, 'silence', () => this.bench.persister.hold()],
      [4, 'answers', () => this.bench.persister.release()],
      [2, 'refusals', () => this.refuse()],
      [2, 'restart', () => this.bench.restart()],
    ];
    const [, name, act] = drawWeighted(this.random, actions);
    this.steps.push(name);
    if (this.random.below(10) === 0) {
      this.steps.push('(the log refuses)');
      this.bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    }
    await this.start(act);
    this.bench.writer.appendError = null;
    await this.bench.advance(0);
  }

  /** Everything works again, somebody wants everything, and all members beat until nothing changes. */
  async settle(): Promise<void> {
    this.bench.writer.appendError = null;
    this.bench.persister.refuses = () => false;
    this.bench.persister.release();
    await this.bench.advance(0);
    // What was noted as initializing before counts as lost now.
    await this.bench.advance(35 * SECOND_MS);
    for (const groupId of GROUPS) await this.bench.beat('a', 0, { groupId, topics: TOPICS });
    for (let round = 0; round < 5; round++) {
      for (const groupId of GROUPS) {
        for (const member of this.membersOf(groupId)) await this.bench.beat(...member, { groupId });
      }
      await this.bench.advance(SECOND_MS);
    }
  }

  /** All leave, and all groups are deleted; returns what was answered. */
  async deleteAll(): Promise<(number | undefined)[]> {
    const answers = [];
    for (const groupId of GROUPS) {
      if (!this.bench.state.groups.has(groupId)) continue;
      for (const [memberId] of this.membersOf(groupId)) {
        await this.bench.beat(memberId, -1, { groupId });
      }
      answers.push(await this.bench.remove(groupId));
    }
    return answers;
  }

  private membersOf(groupId: string): [memberId: string, memberEpoch: number][] {
    const group = this.bench.state.groups.get(groupId);
    if (group === undefined) return [];
    return [...this.bench.group(groupId).members.values()].map((member) => [
      member.memberId,
      member.memberEpoch,
    ]);
  }

  /** Starts what may have to wait for the share coordinator; goes on after the turn in any case. */
  private async start(act: () => unknown): Promise<void> {
    this.unanswered += 1;
    const answered = Promise.resolve(act()).then(() => {
      this.unanswered -= 1;
    });
    await Promise.race([answered, this.bench.advance(0)]);
  }

  private pick<T>(list: readonly T[]): T {
    const picked = list[this.random.below(list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  private someTopics(): string[] {
    return TOPICS.filter(() => this.random.below(2) === 0);
  }

  private join() {
    const groupId = this.pick(GROUPS);
    return this.bench.beat(this.pick(MEMBERS), 0, { groupId, topics: this.someTopics() });
  }

  private beat(): unknown {
    const groupId = this.pick(GROUPS);
    const members = this.membersOf(groupId);
    if (members.length === 0) return undefined;
    return this.bench.beat(...this.pick(members), { groupId });
  }

  private subscribe(): unknown {
    const groupId = this.pick(GROUPS);
    const members = this.membersOf(groupId);
    if (members.length === 0) return undefined;
    return this.bench.beat(...this.pick(members), { groupId, topics: this.someTopics() });
  }

  private beatWith(epoch: number): unknown {
    return this.bench.beat(this.pick(MEMBERS), epoch, { groupId: this.pick(GROUPS) });
  }

  private grow(): void {
    const topic = this.pick(TOPICS);
    const known = this.bench.topics.byName(topic)?.partitions ?? 0;
    if (known < MOST_PARTITIONS) this.bench.grow(topic, known + 1);
  }

  private deleteTopic(): unknown {
    const topic = this.pick(TOPICS);
    if (this.bench.topics.byName(topic) === undefined) return undefined;
    return this.bench.deleteTopic(topic);
  }

  private alter(): unknown {
    const partitions = [0, 1].map((partitionIndex) => {
      return { partitionIndex, startOffset: this.random.below(50) };
    });
    const topics = this.someTopics().map((topicName) => ({ topicName, partitions }));
    return this.bench.shares.alterOffsets({ groupId: this.pick(GROUPS), topics });
  }

  private forget(): unknown {
    const topics = this.someTopics().map((topicName) => ({ topicName }));
    return this.bench.shares.deleteOffsets({ groupId: this.pick(GROUPS), topics });
  }

  private refuse(): void {
    const refused = this.random.below(3);
    this.bench.persister.refuses =
      refused === 0 ? () => false : ({ partition }) => partition % 2 === refused - 1;
  }
}
