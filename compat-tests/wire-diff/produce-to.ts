// Produce requests of one partition, which is what most comparisons need.

import type { Uuid } from '../../src/base/uuid.ts';
import type { ProduceResponse } from '../../src/protocol/generated/produce.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import type { Side } from './side.ts';

export interface Sent {
  readonly topic: string;
  readonly records: Buffer | null;
  /** Left out: the newest. */
  readonly version?: number;
  readonly partition?: number;
  /** Left out: all. */
  readonly acks?: number;
  readonly transactionalId?: string | null;
  /** Left out: the id of the topic. */
  readonly topicId?: Uuid;
}

const NEWEST_VERSION = 13;
const ACKS_ALL = -1;

/** Sends records to a partition and notes the answer. */
export function compareProduce(
  side: Side,
  name: string,
  sent: Sent,
): Promise<ProduceResponse | undefined> {
  return side.compare(name, Produce, sent.version ?? NEWEST_VERSION, requestOf(side, sent));
}

/** Sends records to a partition; they must be taken. */
export async function produce(side: Side, sent: Sent): Promise<void> {
  const version = sent.version ?? NEWEST_VERSION;
  const answer = await side.ask(Produce, version, requestOf(side, sent));
  const errorCode = answer.responses[0]?.partitionResponses[0]?.errorCode;
  if (errorCode !== 0) throw new Error(`records for ${sent.topic} were refused: ${errorCode}`);
}

function requestOf(side: Side, sent: Sent) {
  const { topic, partition = 0, acks = ACKS_ALL, records } = sent;
  const topicId = sent.topicId ?? side.idOf(topic);
  const partitionData = [{ index: partition, records }];
  return {
    transactionalId: sent.transactionalId ?? null,
    acks,
    timeoutMs: 5_000,
    topicData: [{ name: topic, topicId, partitionData }],
  };
}
