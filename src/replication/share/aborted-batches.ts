// Which batches of a read belong to transactions that were aborted: a group with
// `share.isolation.level=read_committed` never sees them.

import type { SlicedBatch } from '../../log/log-slice.ts';
import type { AbortedTransaction } from '../fetch-reader.ts';
import type { AcquiredRecords } from './acquisition.ts';

/** The batches, of these in order, whose transaction was aborted; the marker that ends it is none of them. */
export function abortedBatches(
  batches: readonly SlicedBatch[],
  transactions: readonly AbortedTransaction[],
): SlicedBatch[] {
  const pending = [...transactions].sort((a, b) => a.firstOffset - b.firstOffset);
  const aborting = new Set<number>();
  let next = 0;
  return batches.filter(({ lastOffset, producerId, isControl, isTransactional }) => {
    for (; (pending[next]?.firstOffset ?? Infinity) <= lastOffset; next++) {
      aborting.add((pending[next] as AbortedTransaction).producerId);
    }
    // Whatever ends a transaction that was aborted is the marker that aborts it.
    if (isControl) aborting.delete(producerId);
    return !isControl && isTransactional && aborting.has(producerId);
  });
}

/** What is left of the acquired records without these batches; both lists ascend. */
export function withoutBatches(
  acquired: readonly AcquiredRecords[],
  batches: readonly SlicedBatch[],
): AcquiredRecords[] {
  const left: AcquiredRecords[] = [];
  let at = 0;
  for (const { firstOffset, lastOffset, deliveryCount } of acquired) {
    let from = firstOffset;
    while ((batches[at]?.lastOffset ?? Infinity) < from) at += 1;
    for (let over = at; (batches[over]?.baseOffset ?? Infinity) <= lastOffset; over++) {
      const { baseOffset, lastOffset: end } = batches[over] as SlicedBatch;
      if (baseOffset > from)
        left.push({ firstOffset: from, lastOffset: baseOffset - 1, deliveryCount });
      from = end + 1;
    }
    if (from <= lastOffset) left.push({ firstOffset: from, lastOffset, deliveryCount });
  }
  return left;
}
