// Apache Kafka's assignors as a process that answers one group after the other.

import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Uuid } from '../../src/base/uuid.ts';
import type {
  GroupAssignment,
  GroupSpec,
} from '../../src/coordinator/group/assignor/partition-assignor.ts';
import { javaArguments } from '../support/jvm.ts';

interface Answer {
  readonly assignment?: Readonly<Record<string, readonly [Uuid, number[]][]>>;
  readonly error?: string;
}

export class JavaAssignors {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  constructor() {
    this.#process = spawn('java', [...javaArguments('tools', '512m'), 'Assignors'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** What Apache Kafka's assignor of this name makes of the group; members it leaves out have nothing. */
  async assign(
    assignor: string,
    spec: GroupSpec,
    topics: ReadonlyMap<Uuid, number>,
  ): Promise<GroupAssignment> {
    const members = [...spec.members].map(([id, member]) => ({
      id,
      instanceId: member.instanceId,
      topics: [...member.subscribedTopicIds],
      assigned: [...member.assigned],
    }));
    const homogeneous = spec.subscriptionType === 'homogeneous';
    this.#process.stdin.write(
      `${JSON.stringify({ assignor, homogeneous, topics: [...topics], members })}\n`,
    );
    const { value, done } = await this.#answers.next();
    if (done) throw new Error('the Java side ended before it had answered');
    const { assignment, error }: Answer = JSON.parse(value);
    if (!assignment) throw new Error(`Apache Kafka refuses: ${error}`);
    return new Map(
      members.map(({ id }) => [
        id,
        new Map((assignment[id] ?? []).filter(([, partitions]) => partitions.length > 0)),
      ]),
    );
  }

  [Symbol.dispose](): void {
    this.#process.kill('SIGKILL');
  }
}
