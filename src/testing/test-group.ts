// A group seen from the broker's side: its members with what they are assigned, its offsets and its lag, and
// waiting for it to become what a test needs.

import { ErrorCode } from '../base/error-code.ts';
import type { Services } from '../dispatch/services.ts';
import type { DescribedGroup } from './described-group.ts';
import { describeGroup } from './described-group.ts';
import type { GroupEvent, GroupJournal } from './group-journal.ts';
import type { WaitOptions } from './wait-until.ts';
import { waitUntil } from './wait-until.ts';

export interface GroupOffset {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number;
  /** Where a reader of committed records would stand if it had read everything. */
  readonly end: number;
  readonly lag: number;
}

export interface GroupView extends DescribedGroup {
  readonly offsets: readonly GroupOffset[];
}

export class TestGroup {
  readonly groupId: string;
  readonly #services: () => Services;
  readonly #journal: GroupJournal;

  /** @internal */
  constructor(groupId: string, services: () => Services, journal: GroupJournal) {
    this.groupId = groupId;
    this.#services = services;
    this.#journal = journal;
  }

  /** The group as it is now. */
  async view(): Promise<GroupView> {
    const described = await describeGroup(this.#services(), this.groupId);
    return { ...described, offsets: await this.#offsets() };
  }

  /** What happened to the group, oldest first: who came and went, and why it rebalanced. */
  history(): readonly GroupEvent[] {
    return this.#journal.of(this.groupId);
  }

  /** Resolves once the group is Stable, with so many members if told. Throws WaitTimeoutError. */
  stable({
    members,
    ...wait
  }: WaitOptions & { readonly members?: number } = {}): Promise<GroupView> {
    const wanted = members === undefined ? 'stable' : `stable with ${members} members`;
    return this.#until(
      wanted,
      (view) => view.state === 'Stable' && view.members.length === (members ?? view.members.length),
      wait,
    );
  }

  /** Resolves once the group has no members. Throws WaitTimeoutError. */
  empty(wait: WaitOptions = {}): Promise<GroupView> {
    return this.#until('empty', ({ state }) => state === 'Empty' || state === 'Dead', wait);
  }

  /** Resolves once the group has committed everything that its topics hold. Throws WaitTimeoutError. */
  lagZero(wait: WaitOptions = {}): Promise<GroupView> {
    const isMet = ({ offsets }: GroupView) =>
      offsets.length > 0 && offsets.every(({ lag }) => lag === 0);
    return this.#until('without lag', isMet, wait);
  }

  #until(
    wanted: string,
    isMet: (view: GroupView) => boolean,
    wait: WaitOptions,
  ): Promise<GroupView> {
    const describe = (view: GroupView) =>
      `group ${this.groupId} did not become ${wanted}: ${sentenceOf(view)}`;
    return waitUntil({ look: () => this.view(), isMet, describe }, wait);
  }

  async #offsets(): Promise<GroupOffset[]> {
    const { groups } = this.#services();
    const asked = { groupId: this.groupId, memberId: null, memberEpoch: -1, topics: null };
    const { topics, errorCode = ErrorCode.NONE } = await groups.fetchOffsets(asked);
    if (errorCode !== ErrorCode.NONE) return [];
    return topics.flatMap(({ name = '', partitions }) =>
      partitions.map(({ partitionIndex, committedOffset }) =>
        this.#offset(name, partitionIndex, committedOffset),
      ),
    );
  }

  #offset(topic: string, partition: number, committed: number): GroupOffset {
    const hosted = this.#services().replicas.partitionsOf(topic)[partition];
    const end = hosted?.lastStableOffset ?? committed;
    return { topic, partition, committed, end, lag: Math.max(0, end - committed) };
  }
}

function sentenceOf({ state, members, offsets }: GroupView): string {
  const names = members.map(({ clientId, memberId }) => `${clientId} (${memberId})`).join(', ');
  const who = members.length === 0 ? 'without members' : `with the members ${names}`;
  const lags = offsets.map(({ topic, partition, committed, end }) => {
    return `${topic}-${partition} at ${committed} of ${end}`;
  });
  const where = lags.length === 0 ? 'nothing committed' : lags.join(', ');
  return `it is ${state} ${who}; ${where}`;
}
