// ListOffsets, DeleteRecords and OffsetForLeaderEpoch in every version: special timestamps, times between
// records, epochs, duplicates, and what they say of a log whose beginning is deleted.

import { DeleteRecords } from '../../../src/protocol/generated/delete-records.ts';
import type { ListOffsetsRequestInput } from '../../../src/protocol/generated/list-offsets.ts';
import { ListOffsets } from '../../../src/protocol/generated/list-offsets.ts';
import { OffsetForLeaderEpoch } from '../../../src/protocol/generated/offset-for-leader-epoch.ts';
import { buildBatch } from '../../../src/record/record-batch-builder.ts';
import { batchOf, SENT_AT } from '../batches.ts';
import { produce } from '../produce-to.ts';
import type { Chapter, Side } from '../side.ts';

const VERSIONS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND = 1000;

export const offsets: Chapter = {
  title: 'offsets',

  async run(side) {
    await side.newTopic('times', { partitions: 2 });
    await side.newTopic('nothing');
    await side.newTopic('stamped-times', {
      configs: { 'message.timestamp.type': 'LogAppendTime' },
    });
    await side.newTopic('compacted-times', { configs: { 'cleanup.policy': 'compact' } });
    await fill(side);
    for (const version of VERSIONS) await listOffsets(side, version);
    await refusedOffsets(side);
    await leaderEpochs(side);
    await deleteRecords(side);
    for (const version of VERSIONS) await listOffsets(side, version, 'after deletion, ');
  },
};

/** Times that go up, down and stand still, in batches of one and of several. */
async function fill(side: Side): Promise<void> {
  const value = Buffer.from('v');
  for (const seconds of [[0, 1, 2], [9, 4], [5], [5, 5], [3]]) {
    const records = seconds.map((second) => ({ value, timestamp: SENT_AT + second * SECOND }));
    await produce(side, { topic: 'times', records: buildBatch({ records }) });
  }
  const untimed = buildBatch({ records: [{ value }, { value }] });
  await produce(side, { topic: 'times', partition: 1, records: untimed });
  await produce(side, { topic: 'stamped-times', records: batchOf(['a', 'b']) });
  const packed = batchOf(['a', 'b', 'c'], { compressionId: 1 });
  await produce(side, { topic: 'compacted-times', records: packed });
}

async function listOffsets(side: Side, version: number, when = ''): Promise<void> {
  const special = [-1, -2, -3, -4, -5, -6, -7, -100];
  const seconds = [-1, 0, 0.5, 1, 2, 3, 4, 4.5, 5, 8, 9, 9.001, 10];
  const times = seconds.map((second) => SENT_AT + second * SECOND);
  const ask = (name: string, topics: ListOffsetsRequestInput['topics'], isolationLevel = 0) =>
    side.compare(when + name, ListOffsets, version, { replicaId: -1, isolationLevel, topics });
  const partition = (timestamp: number, partitionIndex = 0) => ({ partitionIndex, timestamp });
  for (const timestamp of [...special, ...times, 0, 2 ** 62]) {
    const second = (timestamp - SENT_AT) / SECOND;
    const name = times.includes(timestamp) ? `second ${second}` : `timestamp ${timestamp}`;
    await ask(name, [{ name: 'times', partitions: [partition(timestamp)] }]);
  }
  for (const timestamp of special) {
    const rest = [
      { name: 'times', partitions: [partition(timestamp, 1)] },
      ...['nothing', 'stamped-times', 'compacted-times'].map((name) => {
        return { name, partitions: [partition(timestamp)] };
      }),
    ];
    await ask(`timestamp ${timestamp}, other topics`, rest);
    const committed = [{ name: 'times', partitions: [partition(timestamp)] }];
    if (version >= 2) await ask(`timestamp ${timestamp}, committed`, committed, 1);
  }
  await ask('no topics', []);
  await ask('no partitions', [{ name: 'times', partitions: [] }]);
}

async function refusedOffsets(side: Side): Promise<void> {
  for (const version of [1, 5, 11]) {
    const ask = (name: string, topics: ListOffsetsRequestInput['topics'], replicaId = -1) =>
      side.compare(name, ListOffsets, version, { replicaId, topics });
    const one = { partitionIndex: 0, timestamp: -1 };
    const two = { partitionIndex: 1, timestamp: -2 };
    await ask('a partition twice', [{ name: 'times', partitions: [one, two, one] }]);
    await ask('a topic twice', [
      { name: 'times', partitions: [one] },
      { name: 'times', partitions: [two] },
    ]);
    await ask('a topic and partition twice', [
      { name: 'times', partitions: [one] },
      { name: 'times', partitions: [one] },
    ]);
    for (const name of ['no-such-topic', 'bad name', '']) {
      await ask(`topic '${name}'`, [{ name, partitions: [one] }]);
    }
    for (const partitionIndex of [7, -1]) {
      const partitions = [{ ...one, partitionIndex }];
      await ask(`partition ${partitionIndex}`, [{ name: 'times', partitions }]);
    }
    for (const replicaId of [0, 1, -2, -3]) {
      await ask(`replica ${replicaId}`, [{ name: 'times', partitions: [one] }], replicaId);
    }
    for (const currentLeaderEpoch of version >= 4 ? [-1, 0, 1, -2] : []) {
      const partitions = [
        { ...one, currentLeaderEpoch },
        { ...two, currentLeaderEpoch },
      ];
      await ask(`leader epoch ${currentLeaderEpoch}`, [{ name: 'times', partitions }]);
    }
  }
}

async function leaderEpochs(side: Side): Promise<void> {
  for (const version of [2, 3, 4]) {
    const ask = (name: string, topic: string, fields: object) =>
      side.compare(name, OffsetForLeaderEpoch, version, {
        replicaId: -1,
        topics: [{ topic, partitions: [{ partition: 0, leaderEpoch: 0, ...fields }] }],
      });
    for (const leaderEpoch of [-2, -1, 0, 1, 9]) {
      await ask(`epoch ${leaderEpoch}`, 'times', { leaderEpoch });
      await ask(`epoch ${leaderEpoch} of nothing`, 'nothing', { leaderEpoch });
    }
    for (const currentLeaderEpoch of [-2, -1, 0, 1]) {
      await ask(`current epoch ${currentLeaderEpoch}`, 'times', { currentLeaderEpoch });
    }
    await ask('no such topic', 'no-such-topic', {});
    await ask('a bad name', 'bad name', {});
    await ask('no such partition', 'times', { partition: 9 });
    await side.compare('no topics', OffsetForLeaderEpoch, version, { replicaId: -1, topics: [] });
  }
  for (const replicaId of [-2, 0, 5]) {
    const topics = [{ topic: 'times', partitions: [{ partition: 0, leaderEpoch: 0 }] }];
    await side.compare(`replica ${replicaId}`, OffsetForLeaderEpoch, 4, { replicaId, topics });
  }
}

async function deleteRecords(side: Side): Promise<void> {
  await side.newTopic('deleted-twice');
  await produce(side, { topic: 'deleted-twice', records: batchOf(['a', 'b']) });
  for (const version of [0, 1, 2]) {
    const ask = (name: string, topic: string, ...targets: readonly [number, number][]) =>
      side.compare(name, DeleteRecords, version, {
        timeoutMs: 5_000,
        topics: [
          {
            name: topic,
            partitions: targets.map(([partitionIndex, offset]) => ({ partitionIndex, offset })),
          },
        ],
      });
    await ask('to 0', 'times', [0, 0]);
    await ask('inside a batch', 'times', [0, 1 + version]);
    await ask('backwards', 'times', [0, 1]);
    await ask('beyond the end', 'times', [0, 99]);
    await ask('negative', 'times', [0, -2]);
    await ask('of an empty topic', 'nothing', [0, -1]);
    await ask('one after the end of an empty topic', 'nothing', [0, 1]);
    await ask('of a compacted topic', 'compacted-times', [0, 1]);
    await ask('no such partition', 'times', [9, 0]);
    await ask('several', 'times', [1, 1], [0, 1 + version], [9, 0]);
    await ask('a partition twice', 'deleted-twice', [0, 1], [0, 0]);
    await ask('no such topic', 'no-such-topic', [0, 0]);
    await ask('a bad name', 'bad name', [0, 0]);
    await side.compare('no topics', DeleteRecords, version, { topics: [], timeoutMs: 1_000 });
  }
  const all = [{ partitionIndex: 1, offset: -1 }];
  const topics = [{ name: 'times', partitions: all }];
  await side.compare('to the high watermark', DeleteRecords, 2, { topics, timeoutMs: 5_000 });
}
