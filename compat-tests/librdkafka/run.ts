// librdkafka, through node-rdkafka, against the broker.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Broker } from '../support/broker.ts';
import { finish, finishSkipped } from '../support/summary.ts';
import type { Rdkafka } from './install.ts';
import { installedRdkafka } from './install.ts';

async function runTests({ node, directory }: Rdkafka): Promise<void> {
  await using broker = await Broker.start();
  const file = fileURLToPath(new URL('client.test.cjs', import.meta.url));
  const child = spawn(node, ['--test', '--test-reporter=tap', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // A client that is not disconnected keeps its process; the suite does not wait for ever.
    timeout: 180_000,
    killSignal: 'SIGKILL',
    env: {
      ...process.env,
      KLAMM_ADDRESS: broker.address,
      NODE_PATH: path.join(directory, 'node_modules'),
    },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  await once(child, 'close');
  const count = (what: string) => Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(output)?.[1]);
  const failed = count('fail') + count('cancelled');
  finish({
    passed: count('pass') || 0,
    failed: Number.isNaN(failed) ? 1 : failed,
    skipped: count('skipped') || 0,
  });
}

const installed = installedRdkafka();
if (typeof installed === 'string') finishSkipped(`librdkafka: ${installed}`);
else await runTests(installed);
