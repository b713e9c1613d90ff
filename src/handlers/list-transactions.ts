// ListTransactions (key 66): the transactional ids that this broker coordinates, by state and producer
// (KIP-664). v1 can ask for long ones only (KIP-994), v2 for ids that match a pattern as a whole (KIP-1152):
// RE2's syntax, matched in linear time, for the pattern is a client's.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { transactionFilter } from '../coordinator/transaction/transaction-queries.ts';
import { isTransactionStatusName } from '../coordinator/transaction/transaction-status.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { ListTransactions } from '../protocol/generated/list-transactions.ts';

export const listTransactions = defineHandler(ListTransactions, {
  versions: [0, 2],

  async handle({ transactions }, request) {
    const matchesId = await matcherOf(request.transactionalIdPattern);
    const filter = transactionFilter(request, matchesId);
    return {
      throttleTimeMs: 0,
      errorCode: ErrorCode.NONE,
      unknownStateFilters: request.stateFilters.filter((name) => !isTransactionStatusName(name)),
      transactionStates: await transactions.listTransactions(filter),
    };
  },

  failure: (errorCode) => ({
    throttleTimeMs: 0,
    errorCode,
    unknownStateFilters: [],
    transactionStates: [],
  }),
});

/** An empty pattern asks for nothing in particular. Throws INVALID_REGULAR_EXPRESSION. */
async function matcherOf(pattern: string | null): Promise<(transactionalId: string) => boolean> {
  if (pattern === null || pattern === '') return () => true;
  // Loaded by whoever asks with a pattern: a start has no use for it.
  const { RE2JS } = await import('re2js');
  try {
    const compiled = RE2JS.compile(pattern);
    return (transactionalId) => compiled.matches(transactionalId);
  } catch (error) {
    throw new KafkaError(ErrorCode.INVALID_REGULAR_EXPRESSION, String(error));
  }
}
