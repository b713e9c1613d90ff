// InitProducerId (key 22): hands out a producer id, for idempotent producers; with a transactional id the
// id's producer, with an epoch that fences whoever had it before (KIP-98).
// v2 is flexible, v3 lets a producer ask for a new epoch (KIP-360), v4 knows PRODUCER_FENCED (KIP-588), v5
// TRANSACTION_ABORTABLE (KIP-890).

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { defineHandler } from '../dispatch/handler.ts';
import type { InitProducerIdRequest } from '../protocol/generated/init-producer-id.ts';
import { InitProducerId } from '../protocol/generated/init-producer-id.ts';

const NO_PRODUCER_ID = -1;
const NO_PRODUCER_EPOCH = -1;
/** Before, a fenced producer is told INVALID_PRODUCER_EPOCH. */
const FENCED_VERSION = 4;

export const initProducerId = defineHandler(InitProducerId, {
  versions: [0, 5],

  async handle({ producerIds, transactions }, request) {
    const { transactionalId, transactionTimeoutMs, enable2Pc, keepPreparedTxn } = request;
    const current = currentProducer(request);
    if (transactionalId === null) {
      const producer = { producerId: await producerIds.next(), producerEpoch: 0 };
      return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, ...producer };
    }
    const timeoutMs = transactionTimeoutMs;
    const wanted = { transactionalId, timeoutMs, enable2Pc, keepPreparedTxn, current };
    const answer = await transactions.initProducerId(wanted);
    if (typeof answer === 'number') throw new KafkaError(answer);
    const { producerId, producerEpoch } = answer;
    return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, producerId, producerEpoch };
  },

  failure: (code, _request, { apiVersion }) => ({
    throttleTimeMs: 0,
    errorCode:
      code === ErrorCode.PRODUCER_FENCED && apiVersion < FENCED_VERSION
        ? ErrorCode.INVALID_PRODUCER_EPOCH
        : code,
    producerId: NO_PRODUCER_ID,
    producerEpoch: NO_PRODUCER_EPOCH,
  }),
});

/** What the producer has already; id and epoch come together or not at all. */
function currentProducer({ producerId, producerEpoch }: InitProducerIdRequest) {
  const hasId = producerId !== NO_PRODUCER_ID;
  const hasEpoch = producerEpoch !== NO_PRODUCER_EPOCH;
  if (hasId !== hasEpoch) throw new KafkaError(ErrorCode.INVALID_REQUEST);
  return hasId ? { producerId, producerEpoch } : null;
}
