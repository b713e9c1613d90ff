// What a chapter says to one classic group: the requests of its members, with everything that a chapter does
// not care about filled in.

import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeGroups } from '../../src/protocol/generated/describe-groups.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { Heartbeat } from '../../src/protocol/generated/heartbeat.ts';
import type {
  JoinGroupRequestInput,
  JoinGroupResponse,
} from '../../src/protocol/generated/join-group.ts';
import { JoinGroup } from '../../src/protocol/generated/join-group.ts';
import type { LeaveGroupRequestInput } from '../../src/protocol/generated/leave-group.ts';
import { LeaveGroup } from '../../src/protocol/generated/leave-group.ts';
import { OffsetFetch } from '../../src/protocol/generated/offset-fetch.ts';
import type { SyncGroupRequestInput } from '../../src/protocol/generated/sync-group.ts';
import { SyncGroup } from '../../src/protocol/generated/sync-group.ts';
import type { Side } from './side.ts';

type Join = Partial<JoinGroupRequestInput>;

const ATTEMPTS = 800;
const PAUSE_MS = 10;

/** A member's protocol; the metadata is a consumer's subscription to these topics. */
export function protocol(name: string, topics: readonly string[] = []) {
  const parts = topics.map((topic) => {
    const bytes = Buffer.alloc(2 + topic.length);
    bytes.writeInt16BE(topic.length);
    bytes.write(topic, 2);
    return bytes;
  });
  const head = Buffer.alloc(6);
  head.writeInt32BE(topics.length, 2);
  return { name, metadata: Buffer.concat([head, ...parts, Buffer.from('ffffffff', 'hex')]) };
}

/** Apache Kafka makes the topic of the groups when the first is asked for, and then loads its partitions. */
export async function untilCoordinated(side: Side, groupIds: readonly string[]): Promise<void> {
  const request = { groups: groupIds.map((groupId) => ({ groupId, topics: null })) };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await side.ask(FindCoordinator, 4, { keyType: 0, coordinatorKeys: groupIds });
    const answer = await side.ask(OffsetFetch, 8, request);
    if (answer.groups.every(({ errorCode }) => errorCode === 0)) return;
    await sleep(25);
  }
  throw new Error(`${side.broker.kind} does not coordinate ${groupIds}`);
}

export class GroupTalk {
  readonly groupId: string;
  readonly #side: Side;

  constructor(side: Side, groupId: string) {
    this.#side = side;
    this.groupId = groupId;
  }

  /** The same group on a connection of its own. */
  aside(): GroupTalk {
    return new GroupTalk(this.#side.another(), this.groupId);
  }

  join(name: string, change: Join = {}, version = 9) {
    return this.#side.compare(
      this.#named(name),
      JoinGroup,
      version,
      this.#joining(change, version),
    );
  }

  /** Joins until the group has an answer other than "come back with this id"; nothing is noted. */
  async joinAtOnce(change: Join = {}): Promise<JoinGroupResponse> {
    const asked = await this.#side.ask(JoinGroup, 9, this.#joining(change, 9));
    if (asked.memberId === '' || change.groupInstanceId) return asked;
    return this.#side.ask(JoinGroup, 9, this.#joining({ ...change, memberId: asked.memberId }, 9));
  }

  /** An id to join with, as a new dynamic member gets it. */
  async newId(change: Join = {}): Promise<string> {
    return (await this.#side.ask(JoinGroup, 9, this.#joining(change, 9))).memberId;
  }

  sync(name: string, change: Partial<SyncGroupRequestInput>, version = 5) {
    const protocolNames =
      version >= 5 ? { protocolType: 'consumer', protocolName: 'range' } : undefined;
    const request = { generationId: 1, memberId: '', ...protocolNames, assignments: [] };
    const asked = { groupId: this.groupId, ...request, ...change };
    return this.#side.compare(this.#named(name), SyncGroup, version, asked);
  }

  beat(
    name: string,
    memberId: string,
    generationId: number,
    groupInstanceId: string | null = null,
  ) {
    const request = { groupId: this.groupId, generationId, memberId, groupInstanceId };
    return this.#side.compare(this.#named(name), Heartbeat, 4, request);
  }

  leave(name: string, members: LeaveGroupRequestInput['members'], version = 5) {
    const request = { groupId: this.groupId, members };
    return this.#side.compare(this.#named(name), LeaveGroup, version, request);
  }

  describe(name: string, version = 6) {
    const request = { groups: [this.groupId], includeAuthorizedOperations: false };
    return this.#side.compare(this.#named(name), DescribeGroups, version, request);
  }

  /** Resolves once the group is in this state, and has so many members if that is said. */
  async until(state: string, memberCount?: number): Promise<void> {
    const request = { groups: [this.groupId], includeAuthorizedOperations: false };
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const [group] = (await this.#side.ask(DescribeGroups, 5, request)).groups;
      const isSo = memberCount === undefined || group?.members.length === memberCount;
      if (group?.groupState === state && isSo) return;
      await sleep(PAUSE_MS);
    }
    throw new Error(`${this.#side.broker.kind}: ${this.groupId} does not become ${state}`);
  }

  async hangUp(): Promise<void> {
    await this.#side.hangUp();
  }

  #named(name: string): string {
    return `${this.groupId}: ${name}`;
  }

  #joining(change: Join, version: number): JoinGroupRequestInput {
    return {
      groupId: this.groupId,
      sessionTimeoutMs: 30_000,
      ...(version >= 1 ? { rebalanceTimeoutMs: 20_000 } : {}),
      memberId: '',
      protocolType: 'consumer',
      protocols: [protocol('range')],
      ...change,
    };
  }
}
