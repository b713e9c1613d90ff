// Blocks of producer ids, claimed from the metadata store so that no id is ever given twice, whatever
// restarts and brokers there are (KIP-730).

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { MetaStore } from './meta-store.ts';
import { unchangedSince } from './meta-store.ts';
import type { ProducerIdsRecord } from './metadata-records.ts';
import { decodeRecord, encodeRecord, PRODUCER_IDS_KEY } from './metadata-records.ts';

/** Ids in a block. */
const BLOCK_LENGTH = 1000;
const MAX_ATTEMPTS = 20;

export interface ProducerIdRange {
  readonly first: number;
  readonly length: number;
}

/** The next block. */
export async function claimProducerIds(store: MetaStore): Promise<ProducerIdRange> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const { entries } = await store.range(PRODUCER_IDS_KEY);
    const entry = entries.find(({ key }) => key === PRODUCER_IDS_KEY);
    const first = entry ? decodeRecord<ProducerIdsRecord>(entry.key, entry.value).next : 0;
    const value = encodeRecord<ProducerIdsRecord>({ next: first + BLOCK_LENGTH });
    const { committed } = await store.transact({
      guards: [unchangedSince(PRODUCER_IDS_KEY, entry?.modRevision ?? 0)],
      operations: [{ put: PRODUCER_IDS_KEY, value }],
    });
    if (committed) return { first, length: BLOCK_LENGTH };
  }
  throw new KafkaError(ErrorCode.REQUEST_TIMED_OUT);
}
