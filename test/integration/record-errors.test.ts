// The answer to a Produce names the records at fault, and says why, from version 8 on (KIP-467).

import { expect, test } from 'vitest';
import { Broker } from '../../compat-tests/support/broker.ts';
import { ErrorCode } from '../../src/base/error-code.ts';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { WireClient } from '../support/wire-client.ts';

test('a record without a key is refused by a compacted topic with its reason', async () => {
  await using broker = await Broker.start();
  const client = await WireClient.connect({ port: broker.port });
  await client.send(CreateTopics, 5, {
    topics: [
      {
        ...{ name: 'compacted', numPartitions: 1, replicationFactor: 1, assignments: [] },
        configs: [{ name: 'cleanup.policy', value: 'compact' }],
      },
    ],
    timeoutMs: 10_000,
  });
  const value = Buffer.from('value');
  const records = buildBatch({
    records: [{ key: value, value }, { value }],
    timestamp: Date.now(),
  });
  const { responses } = await client.send(Produce, 8, {
    ...{ acks: -1, timeoutMs: 10_000 },
    topicData: [{ name: 'compacted', partitionData: [{ index: 0, records }] }],
  });
  const reason = 'Compacted topic cannot accept message without key';
  expect(responses[0]?.partitionResponses[0]).toMatchObject({
    errorCode: ErrorCode.INVALID_RECORD,
    recordErrors: [{ batchIndex: 1, batchIndexErrorMessage: expect.stringContaining(reason) }],
  });
  await client.close();
});
