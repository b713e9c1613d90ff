// A random life of one share partition, step by step, from a seed: records are produced, in transactions or
// not, the log loses its beginning; members fetch, acknowledge, renew, leave and let locks end; what is stored
// is refused, comes late, or is all that a restart leaves. Beside it a model that knows each offset.

import { expect } from 'vitest';
import { DeliveryState } from '../../../../src/base/share-state.ts';
import { silentLogger } from '../../../../src/platform/logger.ts';
import { SeededRandom } from '../../../../src/platform/seeded-random.ts';
import { buildEndTxnBatch } from '../../../../src/record/control-record.ts';
import type { Partition } from '../../../../src/replication/partition.ts';
import { VERIFICATION_OFF } from '../../../../src/replication/partition.ts';
import { AcknowledgeType } from '../../../../src/replication/share/acknowledgement.ts';
import type { ShareGroupSettings } from '../../../../src/replication/share/share-group-settings.ts';
import { SharePartition } from '../../../../src/replication/share/share-partition.ts';
import { readShares } from '../../../../src/replication/share/share-read.ts';
import { GROUP, ShareBench } from '../../../coordinator/support/share-bench.ts';
import { batchOf } from '../../../handlers/support/data-path.ts';
import { TestLogs, TOPIC_ID } from '../../support/hosted-partitions.ts';
import { MoodyPersister } from './moody-persister.ts';
import { ShareModel } from './share-model.ts';

const MEMBERS = ['one', 'two', 'three'];
const LOCK_MS = 1000;
const PRODUCER = { producerId: 7, producerEpoch: 0 };

/** Records that a member has and says the same of. */
interface Held {
  readonly first: number;
  readonly last: number;
  readonly type: number;
}

export class ShareHistory {
  readonly settings: ShareGroupSettings;
  readonly model = new ShareModel();
  /** What was done, for the message of a failure. */
  readonly steps: string[] = [];
  readonly partition: Partition;
  private readonly random: SeededRandom;
  private readonly logs = new TestLogs();
  private readonly bench = new ShareBench({ updatesPerSnapshot: 20 });
  private readonly persister: MoodyPersister;
  private share: SharePartition;
  private hasTransaction = false;
  private sequence = 0;
  private readonly under: Promise<void>[] = [];

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    this.settings = {
      lockDurationMs: LOCK_MS,
      maxDeliveryCount: 2 + this.random.below(5),
      maxInFlight: 20 + this.random.below(60),
      isRenewEnabled: true,
      isolation: this.random.below(2) === 0 ? 'read_committed' : 'read_uncommitted',
      startsAt: 'earliest',
    };
    this.bench.topics.set(TOPIC_ID, 1);
    this.persister = new MoodyPersister(this.bench.coordinator);
    this.partition = this.logs.partition();
    this.share = this.newShare();
  }

  async begin(): Promise<void> {
    await this.bench.initialize({ topicId: TOPIC_ID, startOffset: 0 });
    expect(await this.share.load()).toBeNull();
  }

  /** Does one random thing. */
  async step(): Promise<void> {
    const actions: [weight: number, name: string, act: () => unknown][] = [
      [8, 'produce', () => this.produce(1 + this.random.below(9))],
      [3, 'transaction', () => this.transaction()],
      [20, 'fetch', () => this.fetch(this.pick(MEMBERS))],
      [14, 'acknowledge', () => this.acknowledge(this.pick(MEMBERS))],
      [3, 'renew', () => this.renew(this.pick(MEMBERS))],
      [2, 'mistake', () => this.mistake(this.pick(MEMBERS))],
      [2, 'leave', () => this.leave(this.pick(MEMBERS))],
      [6, 'time', () => this.advance(this.random.below(LOCK_MS / 2))],
      [3, 'much time', () => this.advance(2 * LOCK_MS)],
      [1, 'log start', () => this.deleteRecords()],
      [2, 'restart', () => this.restart()],
      [6, 'hold', () => this.hold()],
      [4, 'answer', () => this.answerWrites()],
    ];
    let at = this.random.below(actions.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, name, act] of actions) {
      at -= weight;
      if (at >= 0) continue;
      this.steps.push(name);
      this.persister.refuses = this.random.below(5) === 0;
      await act();
      this.persister.refuses = false;
      return;
    }
  }

  check(): void {
    this.share.records.checkInvariants();
    for (const run of this.share.records.batches.flatMap(({ runs }) => [...runs])) {
      for (let offset = run.first; offset <= run.last; offset++) {
        const record = this.model.at(offset);
        const isLost =
          run.state === DeliveryState.ACKNOWLEDGED || run.state === DeliveryState.ARCHIVED;
        const standing = standingOf(run.state, run.change !== null);
        const isHidden = record.kind === 'aborted' && isLost;
        if (!isHidden) expect([offset, standing]).toEqual([offset, record.standing]);
        if (!isHidden) expect([offset, run.memberId]).toEqual([offset, record.owner]);
      }
    }
    const { startOffset } = this.share.records;
    for (const offset of this.model.open) {
      const isBehind = offset < startOffset && this.model.at(offset).kind !== 'aborted';
      expect(isBehind ? offset : null, 'nothing open is behind the start offset').toBeNull();
    }
  }

  /** Members process all that is left. */
  async drain(): Promise<void> {
    this.persister.holds = false;
    await this.answerWrites();
    if (this.hasTransaction) this.endTransaction(true);
    for (let round = 0; round < 2000 && !this.isDrained; round++) {
      await this.advance(LOCK_MS);
      const held = this.fetch('drainer');
      await this.say(
        'drainer',
        held.map((run) => ({ ...run, type: this.typeFor(run.first, 1) })),
      );
    }
  }

  get isDrained(): boolean {
    return this.model.open.every((offset) => this.model.at(offset).kind === 'aborted');
  }

  private produce(count: number): void {
    const texts = Array.from({ length: count }, (_, at) => `${at}`);
    this.partition.append(batchOf(texts), 'client');
    this.model.append(count);
  }

  /** Begins a transaction, or ends it one way or the other; with others in between it takes its time. */
  private transaction(): void {
    if (this.hasTransaction) this.endTransaction(this.random.below(2) === 0);
    else {
      const count = 1 + this.random.below(4);
      const texts = Array.from({ length: count }, (_, at) => `${at}`);
      const batch = { ...PRODUCER, baseSequence: this.sequence, isTransactional: true };
      this.partition.append(batchOf(texts, batch), 'client', VERIFICATION_OFF);
      this.sequence += count;
      this.model.append(count);
      this.openFrom = this.model.records.length - count;
      this.openCount = count;
      this.hasTransaction = true;
    }
  }

  private openFrom = 0;
  private openCount = 0;

  private endTransaction(isCommit: boolean): void {
    const marker = { ...PRODUCER, coordinatorEpoch: 0, timestamp: 1 };
    const type = isCommit ? 'COMMIT' : 'ABORT';
    this.partition.append(buildEndTxnBatch({ ...marker, type }), 'coordinator', {
      transactionVersion: 0,
    });
    this.model.append(1, 'control');
    this.hasTransaction = false;
    if (isCommit || this.settings.isolation !== 'read_committed') return;
    for (let at = 0; at < this.openCount; at++) this.model.at(this.openFrom + at).kind = 'aborted';
  }

  /** Fetches, and checks that the member got what it may have; returns it. */
  private fetch(memberId: string): Held[] {
    const fetchOffset = this.share.fetchOffset();
    this.model.moveLogStart(this.partition.logStartOffset);
    if (fetchOffset === null) return [];
    const isRecordLimit = this.random.below(3) === 0;
    const maxRecords = 1 + this.random.below(20);
    const wanted = {
      memberId,
      maxRecords,
      batchSize: 1 + this.random.below(10),
      isRecordLimit,
      maxBytes: 100 + this.random.below(2000),
      isolation: this.settings.isolation,
    };
    const [read] = readShares([{ share: this.share, fetchOffset }], wanted);
    const acquired = read?.acquired ?? [];
    let count = 0;
    let previous = -1;
    for (const { firstOffset, lastOffset, deliveryCount } of acquired) {
      expect(firstOffset).toBeGreaterThan(previous);
      previous = lastOffset;
      for (let offset = firstOffset; offset <= lastOffset; offset++) {
        this.give(offset, memberId, deliveryCount);
        count += 1;
      }
    }
    if (isRecordLimit) expect(count).toBeLessThanOrEqual(maxRecords);
    return acquired.map(({ firstOffset, lastOffset }) => ({
      first: firstOffset,
      last: lastOffset,
      type: 1,
    }));
  }

  private give(offset: number, memberId: string, deliveryCount: number): void {
    const record = this.model.at(offset);
    expect([offset, record.kind === 'aborted']).toEqual([offset, false]);
    expect([offset, record.standing]).toEqual([offset, 'available']);
    expect([offset, deliveryCount]).toEqual([offset, record.deliveries + 1]);
    expect(deliveryCount).toBeLessThanOrEqual(this.settings.maxDeliveryCount);
    record.standing = 'acquired';
    record.deliveries = deliveryCount;
    record.owner = memberId;
    record.lockedUntilMs = this.nowMs + LOCK_MS;
  }

  /** Says something of some of the records that the member has. */
  private acknowledge(memberId: string): Promise<void> {
    const held = this.heldBy(memberId).filter(() => this.random.below(3) > 0);
    return this.say(memberId, held);
  }

  private renew(memberId: string): Promise<void> {
    const held = this.heldBy(memberId).map((run) => ({ ...run, type: AcknowledgeType.RENEW }));
    return this.say(memberId, held.slice(0, 1));
  }

  /** Speaks of a record that the member does not have: nothing changes. */
  private async mistake(memberId: string): Promise<void> {
    const stranger = this.model.records.findIndex(
      ({ owner, standing }, offset) =>
        owner !== memberId && standing === 'acquired' && offset >= this.model.logStart,
    );
    if (stranger < 0) return;
    const batches = [...this.heldBy(memberId).filter(({ last }) => last < stranger), one(stranger)];
    const failure = await this.share.acknowledge(memberId, batches.map(batchSaid));
    expect(failure).not.toBeNull();
  }

  private async say(memberId: string, said: readonly Held[]): Promise<void> {
    if (said.length === 0) return;
    const decided = said.flatMap(({ first, last, type }) => {
      const offsets = Array.from({ length: last - first + 1 }, (_, at) => first + at);
      return offsets.map((offset) => [offset, type] as const);
    });
    const answer = this.share.acknowledge(memberId, said.map(batchSaid));
    for (const [offset, type] of decided) {
      const record = this.model.at(offset);
      if (type === AcknowledgeType.RENEW) record.lockedUntilMs = this.nowMs + LOCK_MS;
      else record.standing = 'pending';
    }
    const changed = decided.filter(([, type]) => type !== AcknowledgeType.RENEW);
    await this.whenAnswered(answer, changed);
  }

  private async leave(memberId: string): Promise<void> {
    const held: (readonly [number, number])[] = [];
    this.model.records.forEach(({ owner, standing }, offset) => {
      if (owner === memberId && standing === 'acquired')
        held.push([offset, AcknowledgeType.RELEASE]);
    });
    const answer = this.share.release(memberId);
    for (const [offset] of held) this.model.at(offset).standing = 'pending';
    await this.whenAnswered(answer, held);
  }

  /** The change counts once it is stored, and goes back when it is not. */
  private async whenAnswered(
    answer: ReturnType<SharePartition['release']>,
    changed: readonly (readonly [offset: number, type: number])[],
  ): Promise<void> {
    const { share } = this;
    const settle = (failure: Error | null) => {
      // What comes after a restart is nobody's any more.
      if (share !== this.share) return;
      for (const [offset, type] of changed) this.settle(offset, type, failure === null);
    };
    if (answer instanceof Promise) this.under.push(answer.then(settle));
    else settle(answer);
  }

  private settle(offset: number, type: number, isStored: boolean): void {
    const { model, settings } = this;
    const record = model.at(offset);
    if (record.standing !== 'pending') return;
    if (!isStored) {
      if (record.lockedUntilMs > this.nowMs) record.standing = 'acquired';
      else model.comeBack(offset, settings.maxDeliveryCount);
    } else if (type === AcknowledgeType.ACCEPT) model.settle(offset, 'acknowledged');
    else if (type === AcknowledgeType.RELEASE) model.comeBack(offset, settings.maxDeliveryCount);
    else model.settle(offset, 'archived');
  }

  private async advance(ms: number): Promise<void> {
    await this.logs.clock.advance(ms);
    this.model.expire(this.nowMs, this.settings.maxDeliveryCount);
  }

  private deleteRecords(): void {
    const { logStartOffset, lastStableOffset } = this.partition;
    const offset = logStartOffset + this.random.below(15);
    if (offset >= lastStableOffset || this.hasPending(offset)) return;
    this.partition.advanceLogStartOffset(offset);
    this.share.fetchOffset();
    this.model.moveLogStart(offset);
  }

  private hasPending(before: number): boolean {
    return this.model.records.slice(0, before).some(({ standing }) => standing === 'pending');
  }

  /** What is stored is all that is left: what was not, is available again. */
  private async restart(): Promise<void> {
    this.persister.holds = false;
    this.persister.release();
    this.share.fence();
    const { stateBatches, startOffset } = await this.bench.read({ topicId: TOPIC_ID });
    this.share = this.newShare();
    expect(await this.share.load()).toBeNull();
    this.model.records.forEach((record, offset) => {
      const stored = stateBatches.find(
        ({ firstOffset, lastOffset }) => firstOffset <= offset && offset <= lastOffset,
      );
      if (offset < startOffset) {
        const isHidden = record.kind === 'aborted' || offset < this.model.logStart;
        if (!isHidden) expect([offset, ...['acknowledged', 'archived']]).toContain(record.standing);
        record.standing = record.standing === 'acknowledged' ? 'acknowledged' : 'archived';
      } else {
        record.standing = standingOf(stored?.deliveryState ?? 0, false);
        record.deliveries = stored?.deliveryCount ?? 0;
      }
      record.owner = '';
      record.lockedUntilMs = Number.POSITIVE_INFINITY;
    });
    this.model.logStart = startOffset;
    this.share.fetchOffset();
    this.model.moveLogStart(this.partition.logStartOffset);
  }

  private hold(): void {
    this.persister.holds = true;
  }

  private async answerWrites(): Promise<void> {
    this.persister.holds = false;
    this.persister.release();
    await Promise.all(this.under.splice(0));
  }

  /** Runs of records that the member has, each with something to say of it. */
  private heldBy(memberId: string): Held[] {
    const held: Held[] = [];
    this.model.records.forEach((record, offset) => {
      if (record.owner !== memberId || record.standing !== 'acquired') return;
      if (offset < this.model.logStart) return;
      held.push({ first: offset, last: offset, type: this.typeFor(offset, 0) });
    });
    return held;
  }

  private typeFor(offset: number, fallback: number): number {
    if (this.model.at(offset).kind === 'control') return AcknowledgeType.GAP;
    return fallback === 0 ? this.pick([1, 1, 1, 2, 2, 3]) : fallback;
  }

  private newShare(): SharePartition {
    return new SharePartition({
      groupId: GROUP,
      partition: this.partition,
      persister: this.persister as unknown as ShareBench['coordinator'],
      clock: this.logs.clock,
      logger: silentLogger,
      settings: () => this.settings,
    });
  }

  private get nowMs(): number {
    return this.logs.clock.monotonicMs();
  }

  private pick<T>(list: readonly T[]): T {
    const picked = list[this.random.below(list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
}

function one(offset: number): Held {
  return { first: offset, last: offset, type: AcknowledgeType.ACCEPT };
}

function batchSaid({ first, last, type }: Held) {
  return { firstOffset: first, lastOffset: last, acknowledgeTypes: [type] };
}

function standingOf(state: number, isPending: boolean) {
  if (isPending) return 'pending';
  const names = { 0: 'available', 1: 'acquired', 2: 'acknowledged', 4: 'archived' } as const;
  return names[state as keyof typeof names];
}
