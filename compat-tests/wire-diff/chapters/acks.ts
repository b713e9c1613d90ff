// Produce with acks 0: nothing is answered, and a closed connection is the only way to hear of an error.

import { ApiVersions } from '../../../src/protocol/generated/api-versions.ts';
import { Produce } from '../../../src/protocol/generated/produce.ts';
import { encodeRequestFrame } from '../../../src/protocol/request-frame.ts';
import { batchOf } from '../batches.ts';
import { compareRead } from '../fetch-from.ts';
import type { Chapter, Side } from '../side.ts';

const GOOD = batchOf(['one', 'two']);

export const acks: Chapter = {
  title: 'acks-0',

  async run(side) {
    await side.newTopic('unanswered');
    await side.newTopic('unanswered-keyed', { configs: { 'cleanup.policy': 'compact' } });
    for (const version of [3, 8, 9, 12]) {
      await unanswered(side, version, 'good', 'unanswered', GOOD);
      await unanswered(side, version, 'empty', 'unanswered', Buffer.alloc(0));
      await unanswered(side, version, 'two batches', 'unanswered', Buffer.concat([GOOD, GOOD]));
      await unanswered(side, version, 'half a batch', 'unanswered', GOOD.subarray(0, 70));
      await unanswered(side, version, 'unknown topic', 'none-such', GOOD);
      await unanswered(side, version, 'bad CRC', 'unanswered', Buffer.from(GOOD).fill(1, 70));
      await unanswered(side, version, 'internal topic', '__consumer_offsets', GOOD);
      const keyless = Buffer.from(GOOD);
      await unanswered(side, version, 'to a compacted topic', 'unanswered-keyed', keyless);
    }
    await compareRead(side, 'unanswered');
    await compareRead(side, 'unanswered-keyed');
  },
};

async function unanswered(
  side: Side,
  version: number,
  ...[name, topic, records]: readonly [string, string, Buffer]
): Promise<void> {
  const own = side.another();
  const client = await own.connection();
  const head = { apiVersion: version, correlationId: 77, clientId: 'wire-diff' };
  const partitionData = [{ index: 0, records }];
  const topicData = [{ name: topic, partitionData }];
  const request = { transactionalId: null, acks: 0, timeoutMs: 1_000, topicData };
  client.write(encodeRequestFrame(Produce, head, request));
  const next = own.ask(ApiVersions, 0, {}).then(
    () => 'the next request is answered',
    () => 'closed',
  );
  own.note(`v${version} ${name}`, await next);
  await own.hangUp();
}
