// `klamm configs` and `klamm cluster`, against a broker.

import { expect, it, onTestFinished } from 'vitest';
import { startBroker } from '../../../src/testing.ts';
import type { KlammProcess } from '../../support/klamm-process.ts';
import { klamm } from '../../support/klamm-process.ts';

async function newBroker() {
  const broker = await startBroker({ topics: { orders: 1 } });
  onTestFinished(() => broker.close());
  const run = async (...words: string[]): Promise<KlammProcess> => {
    const command = klamm(...words, '-b', broker.bootstrapServers);
    await command.ended;
    return command;
  };
  return { broker, run };
}

it.each([
  ['topic', 'orders', 'retention.ms', '60000'],
  ['broker', '0', 'message.max.bytes', '2000000'],
  ['group', 'billing', 'consumer.session.timeout.ms', '50000'],
])('configs of a %s are set, shown and taken back', async (type, name, key, value) => {
  const { run } = await newBroker();
  const shown = async () => JSON.parse((await run('configs', 'show', type, name, '--json')).stdout);
  expect((await run('configs', 'set', type, name, `${key}=${value}`)).stdout).toBe(
    `changed ${type} ${name}\n`,
  );
  expect(await shown()).toContainEqual({ name: key, value, source: type });
  await run('configs', 'set', type, name, `${key}=`);
  expect((await shown()).map((entry: { name: string }) => entry.name)).not.toContain(key);
});

it('a config that is not valid is refused in the broker’s words', async () => {
  const { run } = await newBroker();
  const command = await run('configs', 'set', 'topic', 'orders', 'retention.ms=soon');
  expect(await command.ended).toMatchObject({ code: 1 });
  expect(command.stderr).toMatch(/^klamm: topic orders: INVALID_CONFIG: .*retention\.ms/);
});

it('the cluster tells its brokers', async () => {
  const { broker, run } = await newBroker();
  const [row] = JSON.parse((await run('cluster', '--json')).stdout);
  expect(row).toMatchObject({ broker: 0, port: broker.port, rack: null, isController: true });
});
