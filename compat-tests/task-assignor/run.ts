// Random Streams groups through rounds of change: what our task assignor makes of each is held against Apache
// Kafka's. TASK_ASSIGNOR_SEED=n repeats a run.

import type {
  AssignableMember,
  TaskAssignmentRequest,
} from '../../src/coordinator/group/streams/assignor/sticky-task-assignor.ts';
import { assignTasks } from '../../src/coordinator/group/streams/assignor/sticky-task-assignor.ts';
import type { TaskMap, Tasks } from '../../src/coordinator/group/streams/tasks.ts';
import { NO_TASKS } from '../../src/coordinator/group/streams/tasks.ts';
import { Dice } from '../../test/protocol/random-message.ts';
import { whyNoJava } from '../support/jvm.ts';
import { finish, finishSkipped } from '../support/summary.ts';
import { JavaTaskAssignor } from './java-task-assignor.ts';

const ROUNDS = 8;
const HISTORIES = 400;
const MOST_MEMBERS = 8;
const MOST_SUBTOPOLOGIES = 4;
const MOST_TASKS = 12;
/** What ties are decided by costs one side or the other a task now and then. */
const TOLERANCE = 0.02;

type Assignment = ReadonlyMap<string, Tasks>;
type Change = TaskAssignmentRequest['members'];

function keys(tasks: TaskMap): string[] {
  return [...tasks].flatMap(([id, partitions]) => Array.from(partitions, (p) => `${id}_${p}`));
}

interface Essence {
  readonly standbys: number;
  /** Active tasks per member of the process that has most of them. */
  readonly busiest: number;
}

/** What an assignment comes to, whoever has which task. */
function essence({ members }: TaskAssignmentRequest, assignment: Assignment): Essence {
  const processes = new Map<string, { members: number; active: number }>();
  let standbys = 0;
  for (const { memberId, processId } of members) {
    const { active, standby } = assignment.get(memberId) ?? NO_TASKS;
    const process = processes.get(processId) ?? { members: 0, active: 0 };
    process.members++;
    process.active += keys(active).length;
    processes.set(processId, process);
    standbys += keys(standby).length;
  }
  const loads = Array.from(processes.values(), (each) => each.active / each.members);
  return { standbys, busiest: Math.max(...loads) };
}

/** How many tasks are where they were. */
function kept(members: Change, assignment: Assignment): readonly [active: number, standby: number] {
  let active = 0;
  let standby = 0;
  for (const { memberId, previous } of members) {
    const now = assignment.get(memberId) ?? NO_TASKS;
    const [actives, standbys] = [new Set(keys(now.active)), new Set(keys(now.standby))];
    active += keys(previous.active).filter((key) => actives.has(key)).length;
    standby += keys(previous.standby).filter((key) => standbys.has(key)).length;
  }
  return [active, standby];
}

/** A group that members join and leave; each round starts from what the one before assigned. */
class History {
  readonly #dice: Dice;
  readonly #subtopologies: TaskAssignmentRequest['subtopologies'];
  readonly #processes = new Map<string, string>();
  #standbyReplicas: number;
  #lastMember = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
    this.#subtopologies = Array.from({ length: 1 + dice.below(MOST_SUBTOPOLOGIES) }, (_, at) => ({
      subtopologyId: `${at}`,
      taskCount: 1 + dice.below(MOST_TASKS),
      isStateful: dice.oneIn(2),
    }));
    this.#standbyReplicas = dice.below(3);
    for (let left = 1 + dice.below(MOST_MEMBERS); left > 0; left--) this.#join();
  }

  request(assigned: Assignment): TaskAssignmentRequest {
    const members: AssignableMember[] = Array.from(this.#processes, ([memberId, processId]) => ({
      memberId,
      processId,
      previous: assigned.get(memberId) ?? NO_TASKS,
    }));
    const standbyReplicas = this.#standbyReplicas;
    return { members, subtopologies: this.#subtopologies, standbyReplicas };
  }

  change(): void {
    const members = [...this.#processes.keys()];
    if (this.#dice.oneIn(4)) this.#standbyReplicas = this.#dice.below(3);
    if (members.length > 1 && this.#dice.oneIn(2)) this.#processes.delete(this.#dice.pick(members));
    else this.#join();
  }

  #join(): void {
    this.#lastMember++;
    this.#processes.set(`m${this.#lastMember}`, `p${this.#dice.below(MOST_MEMBERS)}`);
  }
}

/** What all histories come to, ours and Apache Kafka's. */
class Totals {
  readonly #kept: readonly [number[], number[]] = [
    [0, 0],
    [0, 0],
  ];
  #rounds = 0;
  #busier = 0;

  add(request: TaskAssignmentRequest, ours: Assignment, theirs: Assignment): void {
    this.#rounds++;
    if (essence(request, ours).busiest > essence(request, theirs).busiest) this.#busier++;
    for (const [side, assignment] of [ours, theirs].entries()) {
      const counts = this.#kept[side as 0 | 1];
      for (const [at, count] of kept(request.members, assignment).entries()) {
        counts[at] = (counts[at] ?? 0) + count;
      }
    }
  }

  /** What must hold of all together. */
  checks(): readonly boolean[] {
    const [ours, theirs] = this.#kept;
    const keepsAsMany = ours.map((count, at) => count >= (theirs[at] ?? 0) * (1 - TOLERANCE));
    return [...keepsAsMany, this.#busier <= this.#rounds * TOLERANCE];
  }

  toString(): string {
    const [ours, theirs] = this.#kept;
    return (
      `kept, active and standby: ${ours} (Apache Kafka: ${theirs}); ` +
      `a busier process in ${this.#busier} of ${this.#rounds} rounds`
    );
  }
}

/** The first difference in a history; null when there is none. */
async function compare(
  java: JavaTaskAssignor,
  history: History,
  totals: Totals,
): Promise<string | null> {
  let assigned: Assignment = new Map();
  for (let round = 1; round <= ROUNDS; round++) {
    const request = history.request(assigned);
    assigned = assignTasks(request);
    const theirs = await java.assign(request);
    totals.add(request, assigned, theirs);
    const [our, their] = [assigned, theirs].map((each) => essence(request, each).standbys);
    if (our !== their) {
      return `round ${round}: ${our} standbys, Apache Kafka ${their}\n  ${shown(request)}`;
    }
    history.change();
  }
  return null;
}

function shown(request: TaskAssignmentRequest): string {
  return JSON.stringify(request, (_, value) => (value instanceof Map ? keys(value) : value));
}

async function main(): Promise<void> {
  const seed = Number(process.env.TASK_ASSIGNOR_SEED ?? Date.now() % 1_000_000);
  process.stdout.write(`TASK_ASSIGNOR_SEED=${seed}\n`);
  const dice = new Dice(seed);
  using java = new JavaTaskAssignor();
  const totals = new Totals();
  let passed = 0;
  let failed = 0;
  for (let left = HISTORIES; left > 0; left--) {
    const difference = await compare(java, new History(dice), totals);
    if (difference === null) passed++;
    else {
      failed++;
      process.stdout.write(`FAIL ${difference}\n`);
    }
  }
  process.stdout.write(`${totals}\n`);
  const checks = totals.checks();
  const held = checks.filter((holds) => holds).length;
  finish({ passed: passed + held, failed: failed + checks.length - held, skipped: 0 });
}

const noJava = whyNoJava();
if (noJava) finishSkipped(noJava);
else await main();
