// AddOffsetsToTxn (key 25): the partition of `__consumer_offsets` in which a group's offsets are kept joins a
// producer's transaction, before it commits offsets in it (KIP-98). v2 knows PRODUCER_FENCED (KIP-588), v3 is
// flexible, v4 knows TRANSACTION_ABORTABLE (KIP-890).

import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { CONSUMER_OFFSETS_TOPIC } from '../base/internal-topics.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { AddOffsetsToTxn } from '../protocol/generated/add-offsets-to-txn.ts';

/** Before, a fenced producer is told INVALID_PRODUCER_EPOCH. */
const FENCED_VERSION = 2;
/** The transaction version that the request speaks. */
const TRANSACTION_VERSION = 0;

export const addOffsetsToTxn = defineHandler(AddOffsetsToTxn, {
  versions: [0, 4],

  handle({ apiVersion, groups, transactions }, request) {
    const { transactionalId, producerId, producerEpoch, groupId } = request;
    const partition = groups.partitionFor(groupId);
    const partitions = new Map([[CONSUMER_OFFSETS_TOPIC, new Set([partition])]]);
    const wanted = { transactionalId, producerId, producerEpoch, partitions };
    return whenAnswered(transactions.addPartitions(wanted, TRANSACTION_VERSION), (code) => {
      const isFenced = code === ErrorCode.PRODUCER_FENCED && apiVersion < FENCED_VERSION;
      const errorCode = isFenced ? ErrorCode.INVALID_PRODUCER_EPOCH : code;
      return { throttleTimeMs: 0, errorCode };
    });
  },

  failure: (errorCode) => ({ throttleTimeMs: 0, errorCode }),
});
