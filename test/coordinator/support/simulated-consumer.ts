// A consumer as clients implement it: it joins, syncs, beats, joins again when it is told to, and starts
// over when its member id is no longer known. It runs on the bench's virtual time until it is stopped.

import { ErrorCode } from '../../../src/base/error-code.ts';
import type { GroupBench } from './group-bench.ts';

const BEAT_MS = 3_000;
const RETRY_MS = 100;

/** What a consumer was told at the end of a rebalance. */
export interface Assigned {
  readonly generation: number;
  readonly memberId: string;
  readonly leaderId: string;
  readonly assignment: string;
}

export class SimulatedConsumer {
  /** What it has now; null while it has nothing. */
  current: Assigned | null = null;
  readonly history: Assigned[] = [];
  private readonly bench: GroupBench;
  private readonly version: number;
  private readonly instanceId: string | null;
  private memberId = '';
  private isRunning = true;

  constructor(bench: GroupBench, version: number, instanceId: string | null = null) {
    this.bench = bench;
    this.version = version;
    this.instanceId = instanceId;
  }

  /** Runs until it is stopped or fenced. */
  async run(): Promise<void> {
    while (this.isRunning) {
      this.current = null;
      const generation = await this.join();
      if (generation !== null) await this.beat(generation);
      else await this.sleep(RETRY_MS);
    }
  }

  /** It is gone without a word. */
  die(): void {
    this.isRunning = false;
    this.current = null;
  }

  /** It says that it leaves. */
  async leave(): Promise<void> {
    this.die();
    await this.bench.leave({
      memberId: this.memberId,
      ...(this.instanceId === null ? {} : { groupInstanceId: this.instanceId }),
    });
  }

  /** The generation that it has joined and knows its assignment of; null when it must try again. */
  private async join(): Promise<number | null> {
    const { memberId, instanceId, version } = this;
    const join = this.bench.join({ version, memberId, groupInstanceId: instanceId });
    const joined = await join.answered;
    if (!this.accept(joined.errorCode, joined.memberId)) return null;
    const generation = joined.generationId ?? -1;
    const isLeader = joined.leader === joined.memberId;
    const assignments = joined.members.map((member) => [
      member.memberId,
      `${generation}:${member.memberId}`,
    ]);
    const sync = this.bench.sync(
      { memberId: this.memberId, generation },
      isLeader ? Object.fromEntries(assignments) : {},
      instanceId === null ? {} : { groupInstanceId: instanceId },
    );
    const synced = await sync.answered;
    if (!this.accept(synced.errorCode, this.memberId)) return null;
    if (!this.isRunning) return null;
    const assignment = Buffer.from(synced.assignment).toString();
    this.current = { generation, memberId: this.memberId, leaderId: joined.leader, assignment };
    this.history.push(this.current);
    return generation;
  }

  private async beat(generation: number): Promise<void> {
    while (this.isRunning) {
      await this.sleep(BEAT_MS);
      if (!this.isRunning) return;
      const member = { memberId: this.memberId, generation };
      const code = await this.bench.heartbeat(member, this.instanceId);
      if (!this.accept(code, this.memberId)) return;
    }
  }

  /** Takes in what an answer says of its id; false when it must join again. */
  private accept(code: number, memberId: string): boolean {
    if (code === ErrorCode.UNKNOWN_MEMBER_ID) this.memberId = '';
    else if (code === ErrorCode.FENCED_INSTANCE_ID) this.die();
    else if (memberId !== '') this.memberId = memberId;
    return code === ErrorCode.NONE;
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.bench.clock.setTimer(ms, resolve));
  }
}
