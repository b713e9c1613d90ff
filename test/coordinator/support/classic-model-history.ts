// Random requests of the members of one classic group, sent to the coordinator and told to the model; whatever
// one of them answers, the other must answer too, and at the same time.

import { ErrorCode } from '../../../src/base/error-code.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import type { JoinGroupResponseInput } from '../../../src/protocol/generated/join-group.ts';
import type { SyncGroupResponseInput } from '../../../src/protocol/generated/sync-group.ts';
import { ClassicModel } from './classic-model.ts';
import type { ModelAnswer, ModelJoin, Speaker, Ticket } from './classic-model-terms.ts';
import { drawWeighted } from './draw-weighted.ts';
import type { Pending } from './group-bench.ts';
import { GROUP, GroupBench } from './group-bench.ts';

const INSTANCES = ['one', 'two'];
const PROTOCOLS = [['range'], ['sticky'], ['range', 'sticky'], ['sticky', 'range']];
const QUIET_MS = 100;

const LIMITS = {
  maxGroupSize: 4,
  initialDelayMs: 211,
  minSessionMs: 6_000,
  newMemberMs: 300_000,
};

const CONFIG = {
  maxGroupSize: LIMITS.maxGroupSize,
  initialRebalanceDelayMs: LIMITS.initialDelayMs,
  offsetsRetentionCheckIntervalMs: Number.MAX_SAFE_INTEGER,
};

/** A request that both have, and that is compared once both have answered. */
interface Asked {
  readonly what: string;
  readonly ticket: Ticket;
  readonly pending: Pending<JoinGroupResponseInput> | Pending<SyncGroupResponseInput>;
}

/** An answer that should have been another one, or at another time. */
class ModelMismatch extends Error {}

export class ClassicModelHistory {
  /** What was done, for the message of a failure. */
  readonly steps: string[] = [];
  /** How often each error code was answered. */
  readonly codes = new Map<number, number>();
  private readonly random: SeededRandom;
  private readonly bench: GroupBench;
  private readonly model = new ClassicModel(LIMITS);
  private readonly ids = new Map<string, string>();
  private speakers: Speaker[] = [];
  private asked: Asked[] = [];

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
    this.bench = new GroupBench(CONFIG);
  }

  /** Does one random thing, and compares all that was answered. Throws ModelMismatch. */
  async step(): Promise<void> {
    const actions: [weight: number, act: () => void | Promise<void>][] = [
      [4, () => this.join('', this.instanceOrNone())],
      [4, () => this.joinAgain()],
      [4, () => this.sync(this.speaker())],
      [14, () => this.behave()],
      [4, () => this.heartbeat(this.speaker())],
      [4, () => this.commit()],
      [2, () => this.leave()],
      [1, () => this.deleteGroup()],
      [5, () => this.passTime(this.random.below(900))],
      [1, () => this.passTime(this.random.below(12_000))],
      [1, () => this.reload()],
    ];
    const [, act] = drawWeighted(this.random, actions);
    await act();
    await this.passTime(0);
    this.compareAnswers();
    await this.compareState();
  }

  private instanceOrNone(): string | null {
    return this.random.below(3) === 0 ? this.pick(INSTANCES) : null;
  }

  private joinAgain(): void {
    const { name, instance } = this.speaker();
    this.join(name, this.random.below(6) === 0 ? this.pick(INSTANCES) : instance);
  }

  private join(name: string, instance: string | null): void {
    const request: ModelJoin = {
      name,
      instance,
      version: this.random.below(10),
      type: this.random.below(15) === 0 ? this.pick(['', 'other']) : 'consumer',
      protocols: this.random.below(25) === 0 ? [] : this.pick(PROTOCOLS),
      sessionMs: this.pick([5_999, 7_001, 10_007, 30_011]),
      rebalanceMs: this.pick([3_019, 9_029, 20_021]),
    };
    const { version, type, protocols, sessionMs, rebalanceMs } = request;
    const what = `join ${JSON.stringify(request)}`;
    const ticket = this.model.join(request);
    const pending = this.bench.join({
      ...{ version, protocols, memberId: this.idOf(name), groupInstanceId: instance },
      ...{ protocolType: type, sessionTimeoutMs: sessionMs, rebalanceTimeoutMs: rebalanceMs },
    });
    this.steps.push(what);
    this.asked.push({ what, ticket, pending });
  }

  private sync({ name, instance }: Speaker): void {
    const generation = this.generation();
    const what = `sync ${name} ${instance} ${generation}`;
    const round = this.steps.length;
    // Unknown ids are assigned to as well; who has none yet is not in the generation.
    const assignments = Object.fromEntries(
      Array.from(this.ids, ([each, id]) => [id, `${each} in ${round}`]),
    );
    const ticket = this.model.sync({ name, instance }, generation, (each) => `${each} in ${round}`);
    const member = { memberId: this.idOf(name), generation };
    const fields = instance === null ? {} : { groupInstanceId: instance };
    this.steps.push(what);
    this.asked.push({ what, ticket, pending: this.bench.sync(member, assignments, fields) });
  }

  /** Most members do what clients do: they beat, join again where they must, and ask for their assignment. */
  private async behave(): Promise<void> {
    if (this.model.present.length < 2) this.join('', this.instanceOrNone());
    for (const speaker of this.model.present) {
      if (!this.ids.has(speaker.name) || this.random.below(8) === 0) continue;
      if (this.model.state === 'Stable') await this.heartbeat(speaker);
      else if (this.model.state === 'CompletingRebalance') this.sync(speaker);
      else this.join(speaker.name, speaker.instance);
      await this.bench.settle();
      this.model.advance(0);
    }
  }

  private async heartbeat(speaker: Speaker): Promise<void> {
    const generation = this.generation();
    const expected = this.model.heartbeat(speaker, generation);
    const member = { memberId: this.idOf(speaker.name), generation };
    const code = await this.bench.heartbeat(member, speaker.instance);
    this.expectCode(`heartbeat ${speaker.name} ${speaker.instance} ${generation}`, code, expected);
  }

  private async commit(): Promise<void> {
    const isSimple = this.random.below(3) === 0;
    const { name, instance } = isSimple ? { name: '', instance: null } : this.speaker();
    const generation = isSimple ? -1 : this.generation();
    const expected = this.model.commit({ name, instance }, generation);
    const member = { memberId: this.idOf(name), generation };
    const fields = instance === null ? {} : { groupInstanceId: instance };
    const code = await this.bench.commit(1, { member, ...fields });
    this.expectCode(`commit ${name} ${instance} ${generation}`, code, expected);
  }

  private async leave(): Promise<void> {
    const speakers = Array.from({ length: 1 + this.random.below(2) }, () => {
      const speaker = this.speaker();
      const isByInstance = speaker.instance !== null && this.random.below(2) === 0;
      return isByInstance ? { ...speaker, name: '' } : speaker;
    });
    const expected = this.model.leave(speakers);
    const { members = [] } = await this.bench.leave(
      ...speakers.map(({ name, instance }) => ({
        memberId: this.idOf(name),
        ...(instance === null ? {} : { groupInstanceId: instance }),
      })),
    );
    for (const [at, { name, instance }] of speakers.entries()) {
      const code = members[at]?.errorCode ?? -1;
      this.expectCode(`leave ${name} ${instance}`, code, expected[at] ?? -1);
    }
  }

  private async deleteGroup(): Promise<void> {
    const expected = this.model.deleteGroup();
    const [result] = await this.bench.coordinator.deleteGroups([GROUP]);
    this.expectCode('delete', result?.errorCode ?? -1, expected);
  }

  private async passTime(ms: number): Promise<void> {
    if (ms > 0) this.steps.push(`${ms} ms`);
    await this.bench.advance(ms);
    this.model.advance(ms);
  }

  /** The partition is given up and taken again: by a restart, or as another broker's would be. */
  private async reload(): Promise<void> {
    this.steps.push('unload and load');
    if (this.random.below(2) === 0) this.bench.restart();
    else this.bench.coordinator.unload(0);
    this.model.unload();
    this.bench.coordinator.load();
    await this.bench.advance(QUIET_MS);
    this.model.advance(QUIET_MS);
    this.model.load();
  }

  private compareAnswers(): void {
    for (const { what, pending, ticket } of this.asked) {
      if ((pending.response === null) === (ticket.answer === null)) continue;
      const found = pending.response === null ? 'waits' : `answered ${pending.response.errorCode}`;
      this.fail(what, found, JSON.stringify(ticket.answer));
    }
    const answered = this.asked.filter(({ ticket }) => ticket.answer !== null);
    this.asked = this.asked.filter((asked) => !answered.includes(asked));
    for (const { ticket, pending } of answered) this.learn(ticket.answer, pending.response);
    for (const { what, ticket, pending } of answered) {
      const { answer } = ticket;
      const { response } = pending;
      if (answer === null || response === null) continue;
      this.count(answer.code);
      const expected = JSON.stringify(this.expectedOf(answer));
      const found = JSON.stringify(this.foundOf(answer, response));
      if (found !== expected) this.fail(what, found, expected);
    }
  }

  /** Whom the coordinator has given a member id. */
  private learn(answer: ModelAnswer | null, response: unknown): void {
    const { memberId = '' } = response as { readonly memberId?: string };
    if (answer?.member === undefined || answer.member === '' || this.ids.has(answer.member)) return;
    this.ids.set(answer.member, memberId);
    const instance = /^(one|two)-/.exec(memberId)?.[1] ?? null;
    this.speakers.unshift({ name: answer.member, instance });
    this.speakers = this.speakers.slice(0, 7);
  }

  private expectedOf(answer: ModelAnswer): unknown {
    const { code, generation, member, leader, protocol, skips = false, listed } = answer;
    if (member === undefined) return [code, answer.assignment ?? ''];
    const ids = (listed ?? []).map((name) => this.idOf(name));
    const names = [this.idOf(member), leader === undefined ? '' : this.idOf(leader)];
    return [code, generation, ...names, protocol ?? null, skips, ids];
  }

  private foundOf({ member }: ModelAnswer, response: unknown): unknown {
    if (member === undefined) {
      const { errorCode, assignment } = response as SyncGroupResponseInput;
      return [errorCode, assignment.toString()];
    }
    const { errorCode, generationId, memberId, leader, protocolName, skipAssignment, members } =
      response as JoinGroupResponseInput;
    const ids = members.map((each) => each.memberId);
    const skips = skipAssignment ?? false;
    return [errorCode, generationId, memberId, leader, protocolName ?? null, skips, ids];
  }

  private async compareState(): Promise<void> {
    const { groupState, errorCode } = await this.bench.describe();
    const found = errorCode === ErrorCode.GROUP_ID_NOT_FOUND ? 'absent' : groupState;
    if (found !== this.model.state) this.fail('state', found, this.model.state);
  }

  private expectCode(what: string, code: number, expected: number): void {
    this.steps.push(what);
    this.count(code);
    if (code !== expected) this.fail(what, `${code}`, `${expected}`);
  }

  private count(code: number): void {
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
  }

  private fail(what: string, found: string, expected: string): never {
    const history = this.steps.slice(-25).join('\n');
    throw new ModelMismatch(`${what}\n  is ${found}\n  not ${expected}\nafter\n${history}`);
  }

  /** One of those who are in the group, or lately were, at times with another's name or a stranger's. */
  private speaker(): Speaker {
    if (this.speakers.length === 0 || this.random.below(25) === 0) {
      return { name: 'stranger', instance: this.instanceOrNone() };
    }
    const present = this.model.present.filter(({ name }) => this.ids.has(name));
    const isPresent = present.length > 0 && this.random.below(3) > 0;
    const speaker = this.pick(isPresent ? present : this.speakers);
    return this.random.below(12) === 0 ? { ...speaker, instance: this.instanceOrNone() } : speaker;
  }

  private generation(): number {
    return this.model.generation + (this.random.below(12) === 0 ? this.random.below(3) - 1 : 0);
  }

  private idOf(name: string): string {
    return this.ids.get(name) ?? (name === '' ? '' : `no id of ${name}`);
  }

  private pick<T>(list: readonly T[]): T {
    const picked = list[this.random.below(list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
}
