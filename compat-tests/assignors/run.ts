// Random groups through rounds of change: what our assignors make of each is held against Apache Kafka's.
// ASSIGNORS_SEED=n repeats a run.

import type { Uuid } from '../../src/base/uuid.ts';
import type {
  GroupAssignment,
  GroupSpec,
  PartitionAssignor,
  SubscriptionType,
} from '../../src/coordinator/group/assignor/partition-assignor.ts';
import { rangeAssignor } from '../../src/coordinator/group/assignor/range-assignor.ts';
import { simpleAssignor } from '../../src/coordinator/group/assignor/simple-assignor.ts';
import { uniformAssignor } from '../../src/coordinator/group/assignor/uniform-assignor.ts';
import { countLost, partitionsIn } from '../../test/coordinator/support/assignor-groups.ts';
import { Dice } from '../../test/protocol/random-message.ts';
import { whyNoJava } from '../support/jvm.ts';
import { finish, finishSkipped } from '../support/summary.ts';
import type { Size } from './group-history.ts';
import { GroupHistory } from './group-history.ts';
import { JavaAssignors } from './java-assignors.ts';

const ROUNDS = 8;
const TYPES: readonly SubscriptionType[] = ['homogeneous', 'heterogeneous'];

interface Chapter {
  readonly assignor: PartitionAssignor;
  readonly types?: readonly SubscriptionType[];
  readonly size: Size;
  readonly histories: number;
  /** What of an assignment has to be Apache Kafka's; left out: all of it. */
  readonly essence?: (assignment: GroupAssignment, spec: GroupSpec) => unknown;
}

/**
 * `simple` takes partitions in the order of Java's hash tables, which is ours for one topic and up to 16
 * partitions and members. Beyond that, what is full first and what stays is a matter of that order.
 */
const CHAPTERS: readonly Chapter[] = [
  { assignor: uniformAssignor, size: { members: 8, topics: 4, partitions: 6 }, histories: 200 },
  { assignor: uniformAssignor, size: { members: 60, topics: 12, partitions: 80 }, histories: 20 },
  { assignor: rangeAssignor, size: { members: 8, topics: 4, partitions: 6 }, histories: 100 },
  { assignor: rangeAssignor, size: { members: 60, topics: 12, partitions: 80 }, histories: 10 },
  {
    assignor: simpleAssignor,
    types: ['heterogeneous'],
    size: { members: 12, topics: 4, partitions: 16 },
    histories: 300,
  },
  {
    assignor: simpleAssignor,
    types: ['homogeneous'],
    size: { members: 16, topics: 1, partitions: 16 },
    histories: 300,
  },
  {
    assignor: simpleAssignor,
    size: { members: 30, topics: 5, partitions: 40 },
    histories: 100,
    essence: sharing,
  },
];

/** How many partitions somebody has, and how many members the most shared of them. */
function sharing(assignment: GroupAssignment): unknown {
  const holders = new Map<string, number>();
  for (const assigned of assignment.values()) {
    for (const each of partitionsIn(assigned)) holders.set(each, (holders.get(each) ?? 0) + 1);
  }
  return { held: holders.size, most: Math.max(0, ...holders.values()) };
}

function everything(assignment: GroupAssignment): unknown {
  return [...assignment].sort().map(([memberId, assigned]) => [memberId, [...assigned].sort()]);
}

/** What a chapter comes to altogether: ours and Apache Kafka's. */
class Totals {
  readonly #assigned: [number, number] = [0, 0];
  readonly #lost: [number, number] = [0, 0];

  add(spec: GroupSpec, ours: GroupAssignment, theirs: GroupAssignment): void {
    for (const [side, assignment] of [ours, theirs].entries()) {
      const all = [...assignment.values()].flatMap(partitionsIn);
      this.#assigned[side as 0 | 1] += all.length;
      this.#lost[side as 0 | 1] += countLost(spec, assignment);
    }
  }

  /** Whether assignments and movements are as many, to within two in a hundred. */
  get areAlike(): boolean {
    return [this.#assigned, this.#lost].every(
      ([ours, theirs]) => Math.abs(ours - theirs) <= theirs * 0.02,
    );
  }

  toString(): string {
    const [assigned, lost] = [this.#assigned, this.#lost];
    return `${assigned[0]} assigned, ${lost[0]} moved (Apache Kafka: ${assigned[1]}, ${lost[1]})`;
  }
}

/** The first difference in a history; null when there is none. */
async function compare(
  java: JavaAssignors,
  { assignor, essence = everything }: Chapter,
  history: GroupHistory,
  totals: Totals,
): Promise<string | null> {
  let assigned: GroupAssignment = new Map();
  for (let round = 1; round <= ROUNDS; round++) {
    const spec = history.spec(assigned);
    const topics = history.partitions;
    assigned = assignor.assign(spec, { partitions: (id) => topics.get(id), racksOf: () => [] });
    const theirs = subscribedOf(await java.assign(assignor.name, spec, topics), spec);
    totals.add(spec, assigned, theirs);
    const [ours, kafkas] = [assigned, theirs].map((each) => JSON.stringify(essence(each, spec)));
    if (ours !== kafkas) {
      return `round ${round}\n  Klamm:  ${ours}\n  Apache: ${kafkas}\n${textOf(spec, topics)}`;
    }
    history.change();
  }
  return null;
}

/** Without topics to which nobody subscribes any more: Apache Kafka's `simple` leaves them where they were. */
function subscribedOf(assignment: GroupAssignment, spec: GroupSpec): GroupAssignment {
  const subscribed = new Set(
    [...spec.members.values()].flatMap((each) => [...each.subscribedTopicIds]),
  );
  return new Map(
    [...assignment].map(([memberId, assigned]) => [
      memberId,
      new Map([...assigned].filter(([id]) => subscribed.has(id))),
    ]),
  );
}

function textOf(spec: GroupSpec, topics: ReadonlyMap<Uuid, number>): string {
  const members = [...spec.members].map(
    ([id, each]) =>
      `  ${id}: ${[...each.subscribedTopicIds].join()} has ${JSON.stringify([...each.assigned])}`,
  );
  return [`  partitions ${JSON.stringify([...topics])}`, ...members].join('\n');
}

async function main(): Promise<void> {
  const seed = Number(process.env.ASSIGNORS_SEED ?? Date.now() % 1_000_000);
  process.stdout.write(`ASSIGNORS_SEED=${seed}\n`);
  const dice = new Dice(seed);
  using java = new JavaAssignors();
  let passed = 0;
  let failed = 0;
  for (const chapter of CHAPTERS) {
    for (const type of chapter.types ?? TYPES) {
      const totals = new Totals();
      let same = 0;
      for (let left = chapter.histories; left > 0; left--) {
        const difference = await compare(
          java,
          chapter,
          new GroupHistory(dice, chapter.size, type),
          totals,
        );
        if (difference === null) same++;
        else process.stdout.write(`FAIL ${chapter.assignor.name}, ${type}, ${difference}\n`);
      }
      passed += same + (totals.areAlike ? 1 : 0);
      failed += chapter.histories - same + (totals.areAlike ? 0 : 1);
      const title = `${chapter.assignor.name}, ${type}, up to ${chapter.size.members} members`;
      process.stdout.write(`${same} of ${chapter.histories}: ${title}; ${totals}\n`);
    }
  }
  finish({ passed, failed, skipped: 0 });
}

const noJava = whyNoJava();
if (noJava) finishSkipped(noJava);
else await main();
