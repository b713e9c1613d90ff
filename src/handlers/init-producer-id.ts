// InitProducerId (key 22): hands out a producer id, for idempotent producers (KIP-98).
// v2 is flexible, v3 lets a producer ask for a new epoch (KIP-360), v4 knows PRODUCER_FENCED (KIP-588).
// A transactional id needs the transaction coordinator, which this broker does not have: such a request
// is refused with UNSUPPORTED_VERSION, which clients treat as final.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { defineHandler } from '../dispatch/handler.ts';
import { InitProducerId } from '../protocol/generated/init-producer-id.ts';

const NO_PRODUCER_ID = -1;
const NO_PRODUCER_EPOCH = -1;

export const initProducerId = defineHandler(InitProducerId, {
  versions: [0, 5],

  async handle({ producerIds }, request) {
    const { transactionalId } = request;
    const hasId = request.producerId !== NO_PRODUCER_ID;
    const hasEpoch = request.producerEpoch !== NO_PRODUCER_EPOCH;
    if (hasId !== hasEpoch || transactionalId === '')
      throw new KafkaError(ErrorCode.INVALID_REQUEST);
    if (transactionalId !== null) throw new KafkaError(ErrorCode.UNSUPPORTED_VERSION);
    const producerId = await producerIds.next();
    return { throttleTimeMs: 0, errorCode: ErrorCode.NONE, producerId, producerEpoch: 0 };
  },

  failure: (errorCode) => ({
    throttleTimeMs: 0,
    errorCode,
    producerId: NO_PRODUCER_ID,
    producerEpoch: NO_PRODUCER_EPOCH,
  }),
});
