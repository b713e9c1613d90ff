// DescribeTransactions (key 65): what the coordinator knows of transactional ids (KIP-664).

import { defineHandler } from '../dispatch/handler.ts';
import { DescribeTransactions } from '../protocol/generated/describe-transactions.ts';

export const describeTransactions = defineHandler(DescribeTransactions, {
  versions: [0, 0],

  async handle({ transactions }, { transactionalIds }) {
    const transactionStates = await transactions.describeTransactions(transactionalIds);
    return { throttleTimeMs: 0, transactionStates };
  },

  failure: (errorCode, { transactionalIds }) => ({
    throttleTimeMs: 0,
    transactionStates: transactionalIds.map((transactionalId) => ({
      errorCode,
      transactionalId,
      transactionState: '',
      transactionTimeoutMs: 0,
      transactionStartTimeMs: -1,
      producerId: -1,
      producerEpoch: -1,
      topics: [],
    })),
  }),
});
