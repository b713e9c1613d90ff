import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { initProducerId } from '../../src/handlers/init-producer-id.ts';
import { InitProducerId } from '../../src/protocol/generated/init-producer-id.ts';
import { DataPath } from './support/data-path.ts';
import { versionsOf } from './support/group-context.ts';

const IDEMPOTENT = { transactionalId: null, transactionTimeoutMs: 1000 };
const NO_PRODUCER = { producerId: -1, producerEpoch: -1 };

describe('InitProducerId', () => {
  it.each(versionsOf(initProducerId))('v%i gives out an id at epoch 0', async (version) => {
    const path = await DataPath.start();
    const answer = await path.send(InitProducerId, version, IDEMPOTENT);
    expect(answer).toMatchObject({ errorCode: ErrorCode.NONE, producerEpoch: 0 });
    expect(answer.producerId).toBeGreaterThanOrEqual(0);
  });

  it('never gives out an id twice', async () => {
    const path = await DataPath.start();
    const asked = Array.from({ length: 2500 }, () => path.send(InitProducerId, 5, IDEMPOTENT));
    const ids = new Set((await Promise.all(asked)).map(({ producerId }) => producerId));
    expect(ids.size).toBe(2500);
  });

  it('gives an idempotent producer that lost its state a new id', async () => {
    const path = await DataPath.start();
    const first = await path.send(InitProducerId, 5, IDEMPOTENT);
    const { producerId, producerEpoch } = first;
    const second = await path.send(InitProducerId, 5, { ...IDEMPOTENT, producerId, producerEpoch });
    expect(second).toMatchObject({ errorCode: ErrorCode.NONE, producerEpoch: 0 });
    expect(second.producerId).not.toBe(producerId);
  });

  it.each([
    ['an id without an epoch', { producerId: 7 }],
    ['an epoch without an id', { producerEpoch: 7 }],
    ['an empty transactional id', { transactionalId: '' }],
  ])('refuses %s', async (_, change) => {
    const path = await DataPath.start();
    const answer = await path.send(InitProducerId, 5, { ...IDEMPOTENT, ...change });
    expect(answer).toMatchObject({ errorCode: ErrorCode.INVALID_REQUEST, ...NO_PRODUCER });
  });
});
