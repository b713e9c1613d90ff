// A member of a classic group and nothing more: a connection that joins, syncs and heartbeats, and costs next
// to nothing beside the broker. Whoever is the leader gives partition n to the n-th member.

import { ErrorCode } from '../../../src/base/error-code.ts';
import type { HeartbeatRequestInput } from '../../../src/protocol/generated/heartbeat.ts';
import { Heartbeat } from '../../../src/protocol/generated/heartbeat.ts';
import type {
  JoinGroupRequestInput,
  JoinGroupResponse,
} from '../../../src/protocol/generated/join-group.ts';
import { JoinGroup } from '../../../src/protocol/generated/join-group.ts';
import { LeaveGroup } from '../../../src/protocol/generated/leave-group.ts';
import type {
  SyncGroupRequestInput,
  SyncGroupResponse,
} from '../../../src/protocol/generated/sync-group.ts';
import { SyncGroup } from '../../../src/protocol/generated/sync-group.ts';
import type { Api } from '../../../src/protocol/message.ts';
import { encodeRequestFrame } from '../../../src/protocol/request-frame.ts';
import { decodeResponseFrame } from '../../../src/protocol/response-frame.ts';
import type { WireClient } from '../../../test/support/wire-client.ts';
import type { Subject } from '../subject.ts';
import { assignmentOf, subscriptionTo } from './consumer-protocol.ts';
import { COORDINATOR_COMES, findCoordinator } from './coordinator.ts';

const JOIN_VERSION = 9;
const SYNC_VERSION = 5;
const HEARTBEAT_VERSION = 4;
const LEAVE_VERSION = 5;
const PROTOCOL_TYPE = 'consumer';
const PROTOCOL_NAME = 'range';
/** The longest that both brokers allow: the load decides who leaves, not a timer. */
const SESSION_TIMEOUT_MS = 1_800_000;
const REBALANCE_TIMEOUT_MS = 60_000;

/** A rebalance began, or was over before this member noticed: join again. */
const REJOIN: ReadonlySet<number> = new Set([
  ErrorCode.REBALANCE_IN_PROGRESS,
  ErrorCode.ILLEGAL_GENERATION,
]);

export interface Subscription {
  readonly groupId: string;
  readonly topic: string;
}

export class ClassicMember {
  memberId = '';
  generation = -1;
  readonly client: WireClient;
  readonly #subscription: Subscription;
  readonly #metadata: Buffer;
  readonly #prepared = new Map<number, Buffer>();

  private constructor(client: WireClient, subscription: Subscription) {
    this.client = client;
    this.#subscription = subscription;
    this.#metadata = subscriptionTo(subscription.topic);
  }

  static async connect(subject: Subject, subscription: Subscription): Promise<ClassicMember> {
    return ClassicMember.over(await subject.connect(), subscription);
  }

  /** A member on a connection that others may use as well; one that waits for a join blocks it. */
  static async over(client: WireClient, subscription: Subscription): Promise<ClassicMember> {
    await findCoordinator(client, 'group', subscription.groupId);
    return new ClassicMember(client, subscription);
  }

  /** Asks for a member id, as a first JoinGroup does (KIP-394). */
  async introduce(): Promise<void> {
    for (;;) {
      const { errorCode, memberId } = await this.#join();
      this.memberId = memberId;
      if (errorCode === ErrorCode.MEMBER_ID_REQUIRED) return;
      if (!COORDINATOR_COMES.has(errorCode)) throw refusal('JoinGroup', errorCode);
    }
  }

  /** Joins and syncs until it has the assignment of a generation. */
  async enter(): Promise<void> {
    if (this.memberId === '') await this.introduce();
    for (;;) {
      const joined = await this.#join();
      if (joined.errorCode === ErrorCode.REBALANCE_IN_PROGRESS) continue;
      if (joined.errorCode !== 0) throw refusal('JoinGroup', joined.errorCode);
      const synced = await this.#sync(joined);
      if (REJOIN.has(synced.errorCode)) continue;
      if (synced.errorCode !== 0) throw refusal('SyncGroup', synced.errorCode);
      if (synced.assignment.length === 0) throw new Error('an assignment is empty');
      this.generation = joined.generationId;
      return;
    }
  }

  /** Heartbeats until told of a rebalance. */
  async untilRebalance(): Promise<void> {
    while (!(await this.#isToldToRejoin()));
  }

  /**
   * Encodes what it will send in the next rebalance, so that this is not measured: it takes a client longer than
   * the broker needs to answer. Only the leader's assignments are left.
   */
  prepare(): void {
    this.#prepared.clear();
    this.#prepared.set(
      Heartbeat.key,
      frameOf(Heartbeat, HEARTBEAT_VERSION, this.#heartbeatRequest()),
    );
    this.#prepared.set(JoinGroup.key, frameOf(JoinGroup, JOIN_VERSION, this.#joinRequest()));
    const sync = this.#syncRequest(this.generation + 1, []);
    this.#prepared.set(SyncGroup.key, frameOf(SyncGroup, SYNC_VERSION, sync));
  }

  /** One heartbeat; joins again when that is what it answers. */
  async keepUp(): Promise<void> {
    if (await this.#isToldToRejoin()) await this.enter();
  }

  async leave(): Promise<void> {
    const { groupId } = this.#subscription;
    const members = [{ memberId: this.memberId }];
    const { errorCode } = await this.client.send(LeaveGroup, LEAVE_VERSION, { groupId, members });
    if (errorCode !== 0) throw refusal('LeaveGroup', errorCode);
    this.memberId = '';
  }

  async #isToldToRejoin(): Promise<boolean> {
    const frame =
      this.#take(Heartbeat.key) ?? frameOf(Heartbeat, HEARTBEAT_VERSION, this.#heartbeatRequest());
    const { errorCode } = await this.#exchange(Heartbeat, HEARTBEAT_VERSION, frame);
    if (errorCode !== 0 && !REJOIN.has(errorCode)) throw refusal('Heartbeat', errorCode);
    return errorCode !== 0;
  }

  #join(): Promise<JoinGroupResponse> {
    const frame =
      this.#take(JoinGroup.key) ?? frameOf(JoinGroup, JOIN_VERSION, this.#joinRequest());
    return this.#exchange(JoinGroup, JOIN_VERSION, frame);
  }

  #sync({ generationId, leader, members }: JoinGroupResponse): Promise<SyncGroupResponse> {
    const prepared = this.#take(SyncGroup.key);
    const isPrepared = leader !== this.memberId && generationId === this.generation + 1;
    const frame =
      (isPrepared ? prepared : undefined) ??
      frameOf(SyncGroup, SYNC_VERSION, this.#syncRequest(generationId, members));
    return this.#exchange(SyncGroup, SYNC_VERSION, frame);
  }

  /** A frame that was prepared serves once: what follows it may have changed. */
  #take(apiKey: number): Buffer | undefined {
    const frame = this.#prepared.get(apiKey);
    this.#prepared.delete(apiKey);
    return frame;
  }

  async #exchange<Req extends ReqIn, Res extends ResIn, ReqIn, ResIn>(
    api: Api<Req, Res, ReqIn, ResIn>,
    version: number,
    frame: Buffer,
  ): Promise<Res> {
    return decodeResponseFrame(api, version, await this.client.exchange(frame)).response;
  }

  #heartbeatRequest(): HeartbeatRequestInput {
    const { memberId, generation: generationId } = this;
    return { groupId: this.#subscription.groupId, generationId, memberId };
  }

  #joinRequest(): JoinGroupRequestInput {
    return {
      groupId: this.#subscription.groupId,
      sessionTimeoutMs: SESSION_TIMEOUT_MS,
      rebalanceTimeoutMs: REBALANCE_TIMEOUT_MS,
      memberId: this.memberId,
      protocolType: PROTOCOL_TYPE,
      protocols: [{ name: PROTOCOL_NAME, metadata: this.#metadata }],
      reason: null,
    };
  }

  /** With the members that a leader is told, and nobody else. */
  #syncRequest(generationId: number, members: JoinGroupResponse['members']): SyncGroupRequestInput {
    const { groupId, topic } = this.#subscription;
    return {
      groupId,
      generationId,
      memberId: this.memberId,
      protocolType: PROTOCOL_TYPE,
      protocolName: PROTOCOL_NAME,
      assignments: members.map(({ memberId }, at) => ({
        memberId,
        assignment: assignmentOf(topic, [at]),
      })),
    };
  }
}

function frameOf<Req extends ReqIn, ReqIn>(
  api: Pick<Api<Req, never, ReqIn, never>, 'key' | 'flexibleFrom' | 'request'>,
  apiVersion: number,
  request: ReqIn,
): Buffer {
  return encodeRequestFrame(api, { apiVersion, correlationId: 1, clientId: 'bench' }, request);
}

/** Lets the members in, all at once, and resolves once all of them are in one generation. */
export async function formGroup(members: readonly ClassicMember[]): Promise<void> {
  const isFormed = () => members.every(({ generation }) => generation === members[0]?.generation);
  const take = async (member: ClassicMember) => {
    await member.enter();
    while (!isFormed()) await member.keepUp();
  };
  await Promise.all(members.map(take));
}

function refusal(request: string, errorCode: number): Error {
  return new Error(`${request} was refused with error ${errorCode}`);
}
