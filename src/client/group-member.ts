// A member of a classic group of consumers: joins, is assigned partitions (or assigns them, where the coordinator makes
// it the leader), tells that it is alive, commits and leaves. What it says to other members is what all of Apache
// Kafka's clients say, so that it shares a group with them.

import { ErrorCode } from '../base/error-code.ts';
import { Heartbeat } from '../protocol/generated/heartbeat.ts';
import type { JoinGroupResponse } from '../protocol/generated/join-group.ts';
import { JoinGroup } from '../protocol/generated/join-group.ts';
import { LeaveGroup } from '../protocol/generated/leave-group.ts';
import { ConsumerProtocolAssignment } from '../protocol/generated/records/consumer-protocol-assignment.ts';
import { ConsumerProtocolSubscription } from '../protocol/generated/records/consumer-protocol-subscription.ts';
import { SyncGroup } from '../protocol/generated/sync-group.ts';
import { decodeRecordValue, encodeRecordValue } from '../protocol/record-bytes.ts';
import { answeredError, ClientError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';
import type { GroupOffset } from './group-offset.ts';
import { commitOffsets } from './group-offsets.ts';
import type { Partitions } from './range-assignment.ts';
import { assignRanges } from './range-assignment.ts';
import { metadataOf } from './topic-lookup.ts';

const PROTOCOL_TYPE = 'consumer';
const ASSIGNOR = 'range';
/** The version of the messages between members that all of them read. */
const COMMON_VERSION = 0;
const SESSION_TIMEOUT_MS = 45_000;
const REBALANCE_TIMEOUT_MS = 60_000;
/** The first version of LeaveGroup that names several members. */
const SEVERAL_MEMBERS_VERSION = 3;

/** The member has to join again. */
const REJOIN: ReadonlySet<ErrorCode> = new Set([
  ErrorCode.REBALANCE_IN_PROGRESS,
  ErrorCode.ILLEGAL_GENERATION,
  ErrorCode.UNKNOWN_MEMBER_ID,
  ErrorCode.MEMBER_ID_REQUIRED,
]);

export class GroupMember {
  readonly #client: ClusterClient;
  readonly #groupId: string;
  readonly #topics: readonly string[];
  #memberId = '';
  #generationId = -1;

  constructor(client: ClusterClient, groupId: string, topics: readonly string[]) {
    this.#client = client;
    this.#groupId = groupId;
    this.#topics = topics;
  }

  /** Joins, or joins again; the partitions that are this member's from now on. Throws ClientError. */
  async join(): Promise<Partitions> {
    for (;;) {
      try {
        const joined = await this.#client.patiently(() => this.#join());
        return await this.#sync(joined);
      } catch (error) {
        if (!this.#mustRejoin(error)) throw error;
      }
    }
  }

  /** Tells that the member is alive; false when it has to join again. Throws ClientError. */
  heartbeat(): Promise<boolean> {
    return this.#asMember(async () => {
      const connection = await this.#client.coordinator('group', this.#groupId);
      const { errorCode } = await connection.send(Heartbeat, this.#identity);
      this.#require(errorCode);
    });
  }

  /** Commits; false when the member has to join again, and nothing is committed. Throws ClientError. */
  commit(offsets: readonly GroupOffset[]): Promise<boolean> {
    return this.#asMember(() => commitOffsets(this.#client, this.#identity, offsets));
  }

  /** Leaves, so that others need not wait for the end of its session. Throws ClientError. */
  async leave(): Promise<void> {
    if (this.#memberId === '') return;
    const { groupId, memberId } = this.#identity;
    const connection = await this.#client.coordinator('group', groupId);
    await connection.send(LeaveGroup, (version) =>
      version >= SEVERAL_MEMBERS_VERSION
        ? { groupId, members: [{ memberId }] }
        : { groupId, memberId },
    );
    this.#memberId = '';
  }

  get #identity() {
    const [groupId, memberId] = [this.#groupId, this.#memberId];
    return { groupId, memberId, generationId: this.#generationId };
  }

  async #join(): Promise<JoinGroupResponse> {
    const connection = await this.#client.coordinator('group', this.#groupId);
    const message = { topics: this.#topics, userData: null };
    const metadata = encodeRecordValue(ConsumerProtocolSubscription, message, COMMON_VERSION);
    const answer = await connection.send(
      JoinGroup,
      {
        groupId: this.#groupId,
        sessionTimeoutMs: SESSION_TIMEOUT_MS,
        rebalanceTimeoutMs: REBALANCE_TIMEOUT_MS,
        memberId: this.#memberId,
        protocolType: PROTOCOL_TYPE,
        protocols: [{ name: ASSIGNOR, metadata }],
      },
      { patienceMs: REBALANCE_TIMEOUT_MS },
    );
    if (answer.errorCode === ErrorCode.MEMBER_ID_REQUIRED) this.#memberId = answer.memberId;
    this.#require(answer.errorCode);
    this.#memberId = answer.memberId;
    this.#generationId = answer.generationId;
    return answer;
  }

  async #sync({ leader, members, memberId }: JoinGroupResponse): Promise<Partitions> {
    const connection = await this.#client.coordinator('group', this.#groupId);
    const assignments = leader === memberId ? await this.#assign(members) : [];
    const answer = await connection.send(
      SyncGroup,
      { ...this.#identity, protocolType: PROTOCOL_TYPE, protocolName: ASSIGNOR, assignments },
      { patienceMs: REBALANCE_TIMEOUT_MS },
    );
    this.#require(answer.errorCode);
    if (answer.assignment.length === 0) return new Map();
    const { assignedPartitions } = decodeRecordValue(
      ConsumerProtocolAssignment,
      Buffer.from(answer.assignment),
    );
    return new Map(assignedPartitions.map(({ topic, partitions }) => [topic, partitions]));
  }

  async #assign(members: JoinGroupResponse['members']) {
    const subscribers = members.map(({ memberId, metadata }) => {
      const { topics } = decodeRecordValue(ConsumerProtocolSubscription, Buffer.from(metadata));
      return { memberId, topics };
    });
    const names = [...new Set(subscribers.flatMap(({ topics }) => topics))];
    const { topics } = await metadataOf(this.#client, names);
    const counts = new Map(topics.map(({ name, partitions }) => [name ?? '', partitions.length]));
    return Array.from(assignRanges(subscribers, counts), ([memberId, assigned]) => {
      const assignedPartitions = Array.from(assigned, ([topic, partitions]) => {
        return { topic, partitions };
      });
      const message = { assignedPartitions, userData: null };
      const assignment = encodeRecordValue(ConsumerProtocolAssignment, message, COMMON_VERSION);
      return { memberId, assignment };
    });
  }

  async #asMember(act: () => Promise<void>): Promise<boolean> {
    try {
      await this.#client.patiently(act);
      return true;
    } catch (error) {
      if (this.#mustRejoin(error)) return false;
      throw error;
    }
  }

  #require(errorCode: number): void {
    if (errorCode === ErrorCode.NONE) return;
    if (errorCode === ErrorCode.INCONSISTENT_GROUP_PROTOCOL) {
      throw new ClientError(
        `group ${this.#groupId} has members that do not share partitions out by '${ASSIGNOR}', which is all that is known here`,
        errorCode,
      );
    }
    throw answeredError(`group ${this.#groupId}`, errorCode as ErrorCode);
  }

  #mustRejoin(error: unknown): boolean {
    if (!(error instanceof ClientError) || error.code === null) return false;
    if (error.code === ErrorCode.UNKNOWN_MEMBER_ID) this.#memberId = '';
    return REJOIN.has(error.code);
  }
}
