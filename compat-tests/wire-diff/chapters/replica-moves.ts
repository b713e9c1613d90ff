// AlterReplicaLogDirs, AlterPartitionReassignments and ListPartitionReassignments of a broker that has one log
// directory and no neighbours: what there is to refuse, and what is done already.

import type { AlterPartitionReassignmentsRequestInput } from '../../../src/protocol/generated/alter-partition-reassignments.ts';
import { AlterPartitionReassignments } from '../../../src/protocol/generated/alter-partition-reassignments.ts';
import { AlterReplicaLogDirs } from '../../../src/protocol/generated/alter-replica-log-dirs.ts';
import { ListPartitionReassignments } from '../../../src/protocol/generated/list-partition-reassignments.ts';
import type { Chapter, Side } from '../side.ts';

const LONG = 'l'.repeat(240);

export const replicaMoves: Chapter = {
  title: 'replica moves',

  async run(side) {
    await side.newTopic('placed', { partitions: 2 });
    await side.newTopic(LONG);
    for (const version of [1, 2]) await logDirs(side, version);
    for (const version of [0, 1]) await reassignments(side, version);
    await side.compare('all', ListPartitionReassignments, 0, { topics: null });
    const some = [{ name: 'placed', partitionIndexes: [0, 9] }];
    await side.compare('some', ListPartitionReassignments, 0, { topics: some });
  },
};

async function logDirs(side: Side, version: number): Promise<void> {
  const own = side.broker.dataDirectory;
  const ask = (title: string, path: string, name: string, partition = 0) =>
    side.compare(title, AlterReplicaLogDirs, version, {
      dirs: [{ path, topics: [{ name, partitions: [partition] }] }],
    });
  await ask('to where it is', own, 'placed');
  await ask('to an unknown directory', '/nowhere', 'placed');
  await ask('to a relative path', 'data', 'placed');
  await ask('of an unknown topic', own, 'none-such');
  await ask('of an unknown topic to an unknown directory', '/nowhere', 'none-such');
  await ask('of an unknown partition', own, 'placed', 77);
  await ask('of a topic with a long name', own, LONG);
  await side.compare('nothing', AlterReplicaLogDirs, version, { dirs: [] });
}

async function reassignments(side: Side, version: number): Promise<void> {
  type Topics = AlterPartitionReassignmentsRequestInput['topics'];
  const ask = (title: string, topics: Topics) =>
    side.compare(title, AlterPartitionReassignments, version, { topics });
  const of = (replicas: number[] | null, name = 'placed', partitionIndex = 0) => [
    { name, partitions: [{ partitionIndex, replicas }] },
  ];
  await ask('to where it is', of([0]));
  await ask('to an unknown broker', of([7]));
  await ask('to a broker and an unknown one', of([0, 7]));
  await ask('to one broker twice', of([0, 0]));
  await ask('to none', of([]));
  await ask('taken back', of(null));
  await ask('of an unknown topic', of([0], 'none-such'));
  await ask('of an unknown partition', of([0], 'placed', 9));
  await ask('nothing', []);
}
