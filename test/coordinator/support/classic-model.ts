// What a classic group answers, written down a second time and as plainly as possible: one group, no records, no
// promises, no shared code. Members are called by names of the model's own; whoever drives it knows which
// member id the coordinator has given to each.

import { ErrorCode } from '../../../src/base/error-code.ts';
import type {
  ModelAnswer,
  ModelJoin,
  ModelLimits,
  ModelMember,
  ModelState,
  Speaker,
  StoredModel,
  Ticket,
} from './classic-model-terms.ts';
import { elected, isCommon } from './classic-model-terms.ts';

const { NONE, UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION, REBALANCE_IN_PROGRESS } = ErrorCode;

const UNKNOWN = ErrorCode.UNKNOWN_SERVER_ERROR;

export class ClassicModel {
  state: ModelState = 'absent';
  generation = 0;
  private readonly limits: ModelLimits;
  private now = 0;
  private type: string | null = null;
  private protocol: string | null = null;
  private leader: string | null = null;
  private members: ModelMember[] = [];
  private pending: { readonly name: string; readonly ends: number }[] = [];
  private owesSync = new Set<string>();
  private joinEnds = Number.POSITIVE_INFINITY;
  private syncEnds = Number.POSITIVE_INFINITY;
  /** The first rebalance waits for more members; null in any other. */
  private initial: { delayMs: number; remainingMs: number; hasNewcomer: boolean } | null = null;
  private stored: StoredModel | null = null;
  private names = 0;

  constructor(limits: ModelLimits) {
    this.limits = limits;
  }

  /** Those who are in the group. */
  get present(): Speaker[] {
    return this.members.map(({ name, instance }) => ({ name, instance }));
  }

  join(request: ModelJoin): Ticket {
    const ticket: Ticket = { answer: null };
    const refuse = (code: number, member = request.name) => {
      ticket.answer = { code, generation: -1, member, leader: '' };
      return ticket;
    };
    if (request.sessionMs < this.limits.minSessionMs) {
      return refuse(ErrorCode.INVALID_SESSION_TIMEOUT);
    }
    if (this.state === 'absent' && request.name !== '') return refuse(UNKNOWN_MEMBER_ID);
    if (this.state === 'absent') this.create();
    if (!this.hasRoom(request.name)) {
      this.evict(request.name);
      refuse(ErrorCode.GROUP_MAX_SIZE_REACHED, '');
      this.completeUnlessInitial();
      return ticket;
    }
    if (!this.supports(request)) return refuse(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    const code = request.name === '' ? this.joinNew(request, ticket) : this.rejoin(request, ticket);
    return code === NONE ? ticket : refuse(code, code === UNKNOWN ? '' : request.name);
  }

  sync(speaker: Speaker, generation: number, assign: (name: string) => string): Ticket {
    const ticket: Ticket = { answer: null };
    const code = this.state === 'Empty' ? UNKNOWN_MEMBER_ID : this.refusal(speaker, generation);
    if (code !== NONE || this.state === 'PreparingRebalance') {
      ticket.answer = { code: code === NONE ? REBALANCE_IN_PROGRESS : code };
      return ticket;
    }
    const member = this.get(speaker.name);
    this.owesSync.delete(member.name);
    if (this.owesSync.size === 0) this.syncEnds = Number.POSITIVE_INFINITY;
    if (this.state === 'Stable') {
      ticket.answer = { code: NONE, assignment: member.assignment };
      return ticket;
    }
    if (member.sync) member.sync.answer = { code: REBALANCE_IN_PROGRESS };
    member.sync = ticket;
    if (this.leader === member.name) this.assign(assign);
    return ticket;
  }

  heartbeat(speaker: Speaker, generation: number): number {
    const code = this.refusal(speaker, generation);
    if (code !== NONE) return code;
    this.renew(this.get(speaker.name));
    return this.state === 'PreparingRebalance' ? REBALANCE_IN_PROGRESS : NONE;
  }

  commit(speaker: Speaker, generation: number): number {
    if (generation < 0 && this.state === 'absent') {
      this.create();
      return NONE;
    }
    if (this.state === 'absent') return ErrorCode.GROUP_ID_NOT_FOUND;
    if (generation < 0 && this.state === 'Empty') return NONE;
    if (generation < 0 && speaker.name === '' && speaker.instance === null) {
      return UNKNOWN_MEMBER_ID;
    }
    const code = this.refusal(speaker, generation);
    if (code !== NONE) return code;
    if (this.state === 'CompletingRebalance') return REBALANCE_IN_PROGRESS;
    this.renew(this.get(speaker.name));
    return NONE;
  }

  /** The error codes of those who leave, in their order. */
  leave(speakers: readonly Speaker[]): number[] {
    const codes = speakers.map((speaker) => this.leaveOne(speaker));
    if (!codes.includes(NONE)) return codes;
    if (this.state === 'Stable' || this.state === 'CompletingRebalance') this.rebalance();
    else this.completeUnlessInitial();
    return codes;
  }

  deleteGroup(): number {
    if (this.state === 'absent') return ErrorCode.GROUP_ID_NOT_FOUND;
    if (this.state !== 'Empty') return ErrorCode.NON_EMPTY_GROUP;
    this.reset();
    this.stored = null;
    return NONE;
  }

  /** Everything that falls due until then happens, in its order. */
  advance(ms: number): void {
    const end = this.now + ms;
    for (let next = this.nextDue(); next <= end; next = this.nextDue()) {
      this.now = Math.max(this.now, next);
      this.fire(next);
    }
    this.now = end;
  }

  /** Everyone who waits is sent away. */
  unload(): void {
    for (const member of this.members) {
      if (member.join) {
        const code = ErrorCode.NOT_COORDINATOR;
        member.join.answer = { code, generation: -1, member: member.name, leader: '' };
      }
      if (member.sync) member.sync.answer = { code: ErrorCode.NOT_COORDINATOR };
    }
    this.reset();
  }

  /** What was stored is there again, with sessions that begin now. */
  load(): void {
    if (this.stored === null) return;
    const { generation, type, protocol, leader, members } = this.stored;
    Object.assign(this, { generation, type, protocol, leader });
    this.members = members.map((member) => ({ ...member, protocols: [protocol ?? ''] }));
    for (const member of this.members) this.renew(member);
    this.state = members.length > 0 ? 'Stable' : 'Empty';
  }

  private joinNew(request: ModelJoin, ticket: Ticket): number {
    const name = `m${++this.names}`;
    const holder = this.members.find(({ instance }) => instance === request.instance);
    if (request.instance !== null && holder) {
      this.replace(holder, name, request, ticket);
    } else if (request.instance === null && request.version >= 4) {
      this.pending.push({ name, ends: this.now + request.sessionMs });
      const code = ErrorCode.MEMBER_ID_REQUIRED;
      ticket.answer = { code, generation: -1, member: name, leader: '' };
    } else {
      this.add(name, request, ticket);
    }
    return NONE;
  }

  private rejoin(request: ModelJoin, ticket: Ticket): number {
    if (this.pending.some(({ name }) => name === request.name)) {
      if (request.instance !== null) return UNKNOWN;
      this.add(request.name, request, ticket);
      return NONE;
    }
    const code = this.identityRefusal(request);
    if (code !== NONE) return code;
    const member = this.get(request.name);
    const isSame = `${member.protocols}` === `${request.protocols}`;
    const isTold =
      isSame &&
      (this.state === 'CompletingRebalance' ||
        (this.state === 'Stable' && this.leader !== member.name));
    if (isTold) {
      const isCompleting = this.state === 'CompletingRebalance';
      ticket.answer = this.generationFor(member.name, isCompleting);
      return NONE;
    }
    this.update(member, request, ticket);
    this.rebalanceOrComplete();
    return NONE;
  }

  private add(name: string, request: ModelJoin, ticket: Ticket): void {
    this.pending = this.pending.filter((pending) => pending.name !== name);
    if (this.members.length === 0) this.type = request.type;
    const { instance, protocols, sessionMs, rebalanceMs } = request;
    const timing = { sessionMs, rebalanceMs, sessionEnds: this.now + this.limits.newMemberMs };
    const fresh = { isNew: true, assignment: '', join: ticket, sync: null };
    this.members.push({ name, instance, protocols, ...timing, ...fresh });
    this.leader ??= name;
    if (this.initial) this.initial.hasNewcomer = true;
    this.rebalanceOrComplete();
  }

  /** A static member comes back: under a new name, in the place of the old one, which is fenced. */
  private replace(old: ModelMember, name: string, request: ModelJoin, ticket: Ticket): void {
    const code = ErrorCode.FENCED_INSTANCE_ID;
    if (old.join) old.join.answer = { code, generation: -1, member: old.name, leader: '' };
    if (old.sync) old.sync.answer = { code };
    const formerLeader = this.leader ?? '';
    const heir = { ...old, name, isNew: false, join: null, sync: null };
    this.members = this.members.map((member) => (member === old ? heir : member));
    this.owesSync.delete(old.name);
    if (this.leader === old.name) this.leader = name;
    this.renew(heir);
    this.update(heir, request, ticket);
    if (this.state === 'Stable' && elected(this.members) === this.protocol) {
      this.store();
      const told = this.generationFor(name, request.version >= 9);
      const skips = request.version >= 9 && this.leader === name;
      const leader = request.version >= 9 ? (this.leader ?? '') : formerLeader;
      heir.join = null;
      ticket.answer = { ...told, leader, skips };
    } else if (this.state === 'PreparingRebalance') {
      this.completeUnlessInitial();
    } else {
      this.rebalance();
    }
  }

  private update(member: ModelMember, request: ModelJoin, ticket: Ticket): void {
    const { protocols, sessionMs, rebalanceMs } = request;
    Object.assign(member, { protocols, sessionMs, rebalanceMs });
    if (member.join) {
      const code = REBALANCE_IN_PROGRESS;
      member.join.answer = { code, generation: -1, member: member.name, leader: '' };
    }
    member.join = ticket;
  }

  private leaveOne({ name, instance }: Speaker): number {
    if (this.state === 'absent') return UNKNOWN_MEMBER_ID;
    if (name === '') {
      const holder = this.members.find(
        (member) => instance !== null && member.instance === instance,
      );
      if (holder) this.evict(holder.name);
      return holder ? NONE : UNKNOWN_MEMBER_ID;
    }
    const isPending = this.pending.some((pending) => pending.name === name);
    const code = isPending ? NONE : this.identityRefusal({ name, instance });
    if (code === NONE) this.evict(name);
    return code;
  }

  private rebalanceOrComplete(): void {
    if (this.state === 'PreparingRebalance') this.completeUnlessInitial();
    else this.rebalance();
  }

  private rebalance(): void {
    if (this.state === 'CompletingRebalance') {
      for (const member of this.members) {
        member.assignment = '';
        this.answerSync(member, { code: REBALANCE_IN_PROGRESS });
      }
    }
    this.syncEnds = Number.POSITIVE_INFINITY;
    const isInitial = this.state === 'Empty';
    this.state = 'PreparingRebalance';
    if (isInitial) {
      const delayMs = this.limits.initialDelayMs;
      const remainingMs = Math.max(this.longestRebalanceMs() - delayMs, 0);
      this.initial = { delayMs, remainingMs, hasNewcomer: false };
      this.joinEnds = this.now + delayMs;
    } else if (this.haveAllJoined()) {
      this.completeJoin();
    } else {
      this.joinEnds = this.now + this.longestRebalanceMs();
    }
  }

  private completeUnlessInitial(): void {
    if (this.state !== 'PreparingRebalance' || this.initial) return;
    if (this.haveAllJoined()) this.completeJoin();
  }

  private completeJoin(): void {
    this.joinEnds = Number.POSITIVE_INFINITY;
    for (const { name, instance, join } of [...this.members]) {
      if (join === null && instance === null) this.evict(name);
    }
    if (this.members.length === 0) {
      this.becomeEmpty();
      return;
    }
    const leads = this.members.find(({ name }) => name === this.leader);
    const next = leads?.join ? leads : this.members.find(({ join }) => join !== null);
    if (!next) {
      this.joinEnds = this.now + this.longestRebalanceMs();
      return;
    }
    this.leader = next.name;
    this.initial = null;
    this.generation += 1;
    this.protocol = elected(this.members);
    this.state = 'CompletingRebalance';
    this.owesSync = new Set(this.members.map(({ name }) => name));
    this.syncEnds = this.now + this.longestRebalanceMs();
    for (const member of this.members) {
      if (member.join) member.join.answer = this.generationFor(member.name, true);
      Object.assign(member, { join: null, isNew: false });
      this.renew(member);
    }
  }

  private becomeEmpty(): void {
    this.initial = null;
    this.generation += 1;
    this.state = 'Empty';
    this.protocol = null;
    this.store();
  }

  private assign(assignmentOf: (name: string) => string): void {
    this.state = 'Stable';
    for (const member of this.members) member.assignment = assignmentOf(member.name);
    this.store();
    for (const member of this.members) {
      this.answerSync(member, { code: NONE, assignment: member.assignment });
    }
  }

  private answerSync(member: ModelMember, answer: ModelAnswer): void {
    if (!member.sync) return;
    member.sync.answer = answer;
    member.sync = null;
    this.renew(member);
  }

  private nextDue(): number {
    const sessions = this.members.map(({ sessionEnds }) => sessionEnds);
    const pending = this.pending.map(({ ends }) => ends);
    return Math.min(this.joinEnds, this.syncEnds, ...sessions, ...pending);
  }

  private fire(at: number): void {
    if (this.joinEnds === at) {
      this.endJoinWait();
    } else if (this.syncEnds === at) {
      this.syncEnds = Number.POSITIVE_INFINITY;
      for (const name of this.owesSync) this.evict(name);
      this.rebalance();
    } else {
      const member = this.members.find(({ sessionEnds }) => sessionEnds === at);
      if (member) this.endSession(member);
      else this.endPending(at);
    }
  }

  private endJoinWait(): void {
    const { initial } = this;
    if (initial?.hasNewcomer && initial.remainingMs > 0) {
      const delayMs = Math.min(this.limits.initialDelayMs, initial.remainingMs);
      const remainingMs = Math.max(initial.remainingMs - initial.delayMs, 0);
      this.initial = { delayMs, remainingMs, hasNewcomer: false };
      this.joinEnds = this.now + delayMs;
    } else {
      this.completeJoin();
    }
  }

  private endSession(member: ModelMember): void {
    member.sessionEnds = Number.POSITIVE_INFINITY;
    if (!member.isNew && (member.join || member.sync)) return;
    this.evict(member.name);
    if (this.state !== 'PreparingRebalance') this.rebalance();
    else if (this.haveAllJoined()) this.completeJoin();
  }

  private endPending(at: number): void {
    this.pending = this.pending.filter(({ ends }) => ends !== at);
    if (this.state === 'PreparingRebalance' && this.haveAllJoined()) this.completeJoin();
  }

  private evict(name: string): void {
    const code = UNKNOWN_MEMBER_ID;
    const member = this.members.find((each) => each.name === name);
    if (member?.join) member.join.answer = { code, generation: -1, member: '', leader: '' };
    if (member?.sync) member.sync.answer = { code };
    this.members = this.members.filter((each) => each !== member);
    this.pending = this.pending.filter((each) => each.name !== name);
    this.owesSync.delete(name);
    if (this.leader === name) this.leader = this.members[0]?.name ?? null;
  }

  private refusal(speaker: Speaker, generation: number): number {
    if (this.state === 'absent') return UNKNOWN_MEMBER_ID;
    const code = this.identityRefusal(speaker);
    if (code !== NONE) return code;
    return generation === this.generation ? NONE : ILLEGAL_GENERATION;
  }

  private identityRefusal({ name, instance }: Speaker): number {
    if (instance !== null) {
      const holder = this.members.find((member) => member.instance === instance);
      if (!holder) return UNKNOWN_MEMBER_ID;
      if (holder.name !== name) return ErrorCode.FENCED_INSTANCE_ID;
    }
    return this.members.some((member) => member.name === name) ? NONE : UNKNOWN_MEMBER_ID;
  }

  private hasRoom(name: string): boolean {
    const { maxGroupSize } = this.limits;
    const member = this.members.find((each) => each.name === name);
    if (this.state === 'PreparingRebalance') {
      const waiting = this.members.filter(({ join }) => join !== null).length;
      return (member !== undefined && member.join !== null) || waiting < maxGroupSize;
    }
    if (this.state === 'Empty') return true;
    return member !== undefined || this.members.length < maxGroupSize;
  }

  private supports({ type, protocols }: ModelJoin): boolean {
    if (this.state === 'Empty') return type !== '' && protocols.length > 0;
    return type === this.type && protocols.some((name) => isCommon(name, this.members));
  }

  private generationFor(name: string, tellsLeader: boolean): ModelAnswer {
    const isTold = tellsLeader && this.leader === name;
    return {
      code: NONE,
      generation: this.generation,
      member: name,
      leader: this.leader ?? '',
      protocol: this.protocol,
      skips: false,
      listed: isTold ? this.members.map((member) => member.name) : [],
    };
  }

  private haveAllJoined(): boolean {
    return this.pending.length === 0 && this.members.every(({ join }) => join !== null);
  }

  private longestRebalanceMs(): number {
    return Math.max(0, ...this.members.map(({ rebalanceMs }) => rebalanceMs));
  }

  private renew(member: ModelMember): void {
    member.sessionEnds = this.now + member.sessionMs;
  }

  private create(): void {
    this.state = 'Empty';
    this.store();
  }

  private store(): void {
    const { generation, type, protocol, leader } = this;
    const members = this.members.map((member) => ({ ...member, join: null, sync: null }));
    this.stored = { generation, type, protocol, leader, members };
  }

  private reset(): void {
    Object.assign(this, {
      state: 'absent',
      generation: 0,
      type: null,
      protocol: null,
      leader: null,
    });
    Object.assign(this, { members: [], pending: [], owesSync: new Set(), initial: null });
    this.joinEnds = Number.POSITIVE_INFINITY;
    this.syncEnds = Number.POSITIVE_INFINITY;
  }

  private get(name: string): ModelMember {
    const member = this.members.find((each) => each.name === name);
    if (!member) throw new Error(`${name} is no member`);
    return member;
  }
}
