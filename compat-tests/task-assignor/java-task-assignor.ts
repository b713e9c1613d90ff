// Apache Kafka's sticky task assignor as a process that answers one group after the other.

import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { TaskAssignmentRequest } from '../../src/coordinator/group/streams/assignor/sticky-task-assignor.ts';
import type { TaskMap, Tasks } from '../../src/coordinator/group/streams/tasks.ts';
import { taskIds, taskMap } from '../../src/coordinator/group/streams/tasks.ts';
import { javaArguments } from '../support/jvm.ts';

type Listed = [subtopologyId: string, partitions: number[]][];

interface Answer {
  readonly assignment: Readonly<
    Record<string, { readonly active: Listed; readonly standby: Listed }>
  >;
}

export class JavaTaskAssignor {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  constructor() {
    this.#process = spawn('java', [...javaArguments('tools', '512m'), 'TaskAssignors'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async assign({
    members,
    subtopologies,
    standbyReplicas,
  }: TaskAssignmentRequest): Promise<ReadonlyMap<string, Tasks>> {
    const request = {
      standbyReplicas,
      subtopologies: subtopologies.map((one) => [one.subtopologyId, one.taskCount, one.isStateful]),
      members: members.map(({ memberId, processId, previous }) => ({
        id: memberId,
        process: processId,
        active: listed(previous.active),
        standby: listed(previous.standby),
      })),
    };
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error('the Java side ended before it had answered');
    const { assignment }: Answer = JSON.parse(value);
    return new Map(
      Object.entries(assignment).map(([memberId, { active, standby }]) => [
        memberId,
        { active: tasksOf(active), standby: tasksOf(standby), warmup: new Map() },
      ]),
    );
  }

  [Symbol.dispose](): void {
    this.#process.kill('SIGKILL');
  }
}

function listed(tasks: TaskMap): Listed {
  return taskIds(tasks).map(({ subtopologyId, partitions }) => [subtopologyId, partitions]);
}

function tasksOf(list: Listed): TaskMap {
  return taskMap(list.map(([subtopologyId, partitions]) => ({ subtopologyId, partitions })));
}
