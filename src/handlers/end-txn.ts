// EndTxn (key 26): commits or aborts a producer's transaction. Answered once that is decided for good; the
// markers follow (KIP-98). v2 knows PRODUCER_FENCED (KIP-588), v3 is flexible, v4 knows
// TRANSACTION_ABORTABLE, v5 gives the producer a new epoch for its next transaction (KIP-890).

import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { EndTxn } from '../protocol/generated/end-txn.ts';

/** Before, a fenced producer is told INVALID_PRODUCER_EPOCH. */
const FENCED_VERSION = 2;
/** The first version that gives a new epoch. */
const NEW_EPOCH_VERSION = 5;

export const endTxn = defineHandler(EndTxn, {
  versions: [0, 5],

  handle({ apiVersion, transactions }, request) {
    const { transactionalId, producerId, producerEpoch, committed } = request;
    const wanted = { transactionalId, producerId, producerEpoch, isCommit: committed };
    const transactionVersion = apiVersion >= NEW_EPOCH_VERSION ? 2 : 0;
    return whenAnswered(transactions.endTransaction(wanted, transactionVersion), (answer) => {
      if (typeof answer === 'number') {
        const isFenced = answer === ErrorCode.PRODUCER_FENCED && apiVersion < FENCED_VERSION;
        const errorCode = isFenced ? ErrorCode.INVALID_PRODUCER_EPOCH : answer;
        return { throttleTimeMs: 0, errorCode };
      }
      const next = { producerId: answer.producerId, producerEpoch: answer.producerEpoch };
      return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, ...next };
    });
  },

  failure: (errorCode) => ({ throttleTimeMs: 0, errorCode }),
});
