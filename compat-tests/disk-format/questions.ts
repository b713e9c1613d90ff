// What a broker answers about a partition: every way to read it, to look for offsets and to ask about its
// producers. Whoever serves a directory has to give the answers of whoever wrote it.

import { createHash } from 'node:crypto';
import { DescribeProducers } from '../../src/protocol/generated/describe-producers.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { ListOffsets } from '../../src/protocol/generated/list-offsets.ts';
import { OffsetForLeaderEpoch } from '../../src/protocol/generated/offset-for-leader-epoch.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { recordsOf } from '../../src/record/record.ts';
import { fetchRequest } from '../wire-diff/fetch-from.ts';
import type { Side } from '../wire-diff/side.ts';
import { SENT_AT } from './workload.ts';

const LOOKS = { readUncommitted: 0, readCommitted: 1 } as const;
const LATEST = -1;
const EARLIEST = -2;
const MAX_TIMESTAMP = -3;
const EARLIEST_LOCAL = -4;
const SPECIAL_TIMES = [LATEST, EARLIEST, MAX_TIMESTAMP, EARLIEST_LOCAL];
const TIMES = [-1, 0, 500, 1000, 2500, 19_999, 60_000, 150_000, 1_000_000, 3_000_000, 90_000_000];

/** The answers by question. */
export async function answersAbout(side: Side, topic: string): Promise<Map<string, unknown>> {
  const answers = new Map<string, unknown>();
  for (const [look, isolationLevel] of Object.entries(LOOKS)) {
    answers.set(`all records, ${look}`, await readAll(side, topic, isolationLevel));
    for (const time of [...SPECIAL_TIMES, ...TIMES.map((after) => SENT_AT + after)]) {
      const question = `offset for ${time < 0 ? time : `+${time - SENT_AT} ms`}, ${look}`;
      answers.set(question, await offsetFor(side, topic, { timestamp: time, isolationLevel }));
    }
  }
  // The epochs between depend on how often the leader was started.
  for (const epoch of [0, 700]) {
    answers.set(`end of epoch ${epoch}`, await endOfEpoch(side, topic, epoch));
  }
  answers.set('producers', await producers(side, topic));
  return answers;
}

async function readAll(side: Side, topic: string, isolationLevel: number): Promise<unknown> {
  const read: unknown[] = [];
  const aborted = new Set<string>();
  for (let fetchOffset = 0; ; ) {
    const request = { ...fetchRequest(side, topic, { fetchOffset }), isolationLevel };
    const answer = (await side.ask(Fetch, 17, request)).responses[0]?.partitions[0];
    if (answer?.errorCode !== 0) return { failed: answer?.errorCode, read };
    for (const each of answer.abortedTransactions ?? []) {
      aborted.add(`${each.producerId} from ${each.firstOffset}`);
    }
    const batches = [...batchesIn(answer.records ?? Buffer.alloc(0))];
    for (const batch of batches) {
      const bytes = createHash('sha256').update(batch.frame).digest('hex').slice(0, 12);
      const count = [...recordsOf(batch)].length;
      if (batch.baseOffset >= fetchOffset) read.push(`${batch.baseOffset} ${count} ${bytes}`);
    }
    const last = batches.at(-1);
    if (!last) {
      const { logStartOffset, lastStableOffset, highWatermark } = answer;
      return {
        logStartOffset,
        lastStableOffset,
        highWatermark,
        read,
        aborted: [...aborted].sort(),
      };
    }
    fetchOffset = last.nextOffset;
  }
}

async function offsetFor(
  side: Side,
  name: string,
  { timestamp, isolationLevel }: { timestamp: number; isolationLevel: number },
): Promise<unknown> {
  const partitions = [{ partitionIndex: 0, timestamp }];
  const request = { replicaId: -1, isolationLevel, topics: [{ name, partitions }] };
  const answer = (await side.ask(ListOffsets, 10, request)).topics[0]?.partitions[0];
  // Both ends may be in an epoch that began with the broker's last start.
  const epoch = [LATEST, EARLIEST, EARLIEST_LOCAL].includes(timestamp)
    ? 'any'
    : answer?.leaderEpoch;
  return { code: answer?.errorCode, offset: answer?.offset, time: answer?.timestamp, epoch };
}

async function endOfEpoch(side: Side, topic: string, leaderEpoch: number): Promise<unknown> {
  const partitions = [{ partition: 0, currentLeaderEpoch: -1, leaderEpoch }];
  const request = { replicaId: -2, topics: [{ topic, partitions }] };
  const answer = (await side.ask(OffsetForLeaderEpoch, 4, request)).topics[0]?.partitions[0];
  return { code: answer?.errorCode, epoch: answer?.leaderEpoch, end: answer?.endOffset };
}

async function producers(side: Side, name: string): Promise<unknown> {
  const request = { topics: [{ name, partitionIndexes: [0] }] };
  const answer = (await side.ask(DescribeProducers, 0, request)).topics[0]?.partitions[0];
  const active = [...(answer?.activeProducers ?? [])];
  return {
    code: answer?.errorCode,
    active: active
      .sort((a, b) => a.producerId - b.producerId)
      .map(({ unknownTaggedFields: _, ...facts }) => facts),
  };
}
