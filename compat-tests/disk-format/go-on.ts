// Whether a broker goes on where the one that wrote a directory left off: batches of an idempotent producer
// that are sent again are recognised, the next one is taken, one that leaves a gap is not.

import { Produce } from '../../src/protocol/generated/produce.ts';
import type { NewBatch } from '../../src/record/record-batch-builder.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import type { Side } from '../wire-diff/side.ts';

/** When the records of these batches were sent. */
const SENT_AT = Math.floor(Date.now() / 1000) * 1000 - 60_000;

/** A producer and the batch that it sent last. */
export interface LastSent {
  readonly topic: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly count: number;
}

/** What is answered to the same batch again, one too far, the next one, and one of an older epoch. */
export async function goOn(side: Side, last: LastSent): Promise<Map<string, unknown>> {
  const { baseSequence, count, producerEpoch } = last;
  const next = baseSequence + count;
  const answers = new Map<string, unknown>();
  const ask = async (name: string, fields: Partial<NewBatch>) =>
    answers.set(name, await produceOne(side, last, { producerEpoch, ...fields }));
  await ask('the last batch again', { baseSequence });
  await ask('a batch too far', { baseSequence: next + 1 });
  await ask('the next batch', { baseSequence: next });
  await ask('the next batch again', { baseSequence: next });
  if (producerEpoch > 0) {
    await ask('a batch of an older epoch', { baseSequence: 0, producerEpoch: producerEpoch - 1 });
  }
  return answers;
}

async function produceOne(
  side: Side,
  { topic, producerId, count }: LastSent,
  fields: Partial<NewBatch>,
): Promise<unknown> {
  const records = Array.from({ length: count }, (_, index) => ({
    key: Buffer.from(`key ${index}`),
    value: Buffer.from('once more'),
    timestamp: SENT_AT,
  }));
  const answer = await side.ask(Produce, 11, {
    acks: -1,
    timeoutMs: 5_000,
    transactionalId: null,
    topicData: [
      {
        name: topic,
        partitionData: [{ index: 0, records: buildBatch({ records, producerId, ...fields }) }],
      },
    ],
  });
  const partition = answer.responses[0]?.partitionResponses[0];
  return { code: partition?.errorCode, baseOffset: partition?.baseOffset };
}
