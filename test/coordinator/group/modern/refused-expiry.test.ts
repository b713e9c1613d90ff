// A session that expires while the log takes no records: the member is taken out later, in groups of every kind that
// store their members. Groups of the classic protocol store a generation and not who has left it.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { KafkaError } from '../../../../src/base/kafka-error.ts';
import { ConsumerBench } from '../../support/consumer-bench.ts';
import type { MemoryPartitionWriter } from '../../support/memory-partition-writer.ts';
import { ShareGroupBench } from '../../support/share-group-bench.ts';
import { StreamsGroupBench } from '../../support/streams-group-bench.ts';

interface Bench {
  readonly writer: MemoryPartitionWriter;
  advance(ms: number): Promise<void>;
  membersLeft(): Promise<string[]>;
}

const SESSION_MS = 45_000;

async function consumerMember(): Promise<Bench> {
  const bench = new ConsumerBench();
  bench.setTopic('t', 2);
  await bench.enter('a');
  const membersLeft = async () => [...(await bench.group()).members.keys()];
  return { writer: bench.writer, advance: (ms) => bench.advance(ms), membersLeft };
}

async function shareMember(): Promise<Bench> {
  const bench = new ShareGroupBench();
  await bench.join('a');
  const membersLeft = async () => [...bench.group().members.keys()];
  return { writer: bench.writer, advance: (ms) => bench.advance(ms), membersLeft };
}

async function streamsMember(): Promise<Bench> {
  const bench = new StreamsGroupBench();
  await bench.join('a');
  const membersLeft = async () => [...bench.group().members.keys()];
  return { writer: bench.writer, advance: (ms) => bench.advance(ms), membersLeft };
}

it.for([
  ['consumer', consumerMember],
  ['share', shareMember],
  ['streams', streamsMember],
] as const)(
  'a session that expires while the log refuses is expired later: %s',
  async ([, join]) => {
    const { writer, advance, membersLeft } = await join();
    writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    await advance(SESSION_MS + 1_000);
    expect(await membersLeft()).toEqual(['a']);
    writer.appendError = null;
    await advance(1_000);
    expect(await membersLeft()).toEqual([]);
  },
);
