// The newest librdkafka with every codec, as the wheels of confluent-kafka bring it, against the broker.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Broker } from '../support/broker.ts';
import { finish, finishSkipped } from '../support/summary.ts';
import { installedPython } from './install.ts';

async function runTests(python: string): Promise<void> {
  await using broker = await Broker.start();
  const script = fileURLToPath(new URL('client_test.py', import.meta.url));
  const child = spawn(python, ['-B', script, ...process.argv.slice(2)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, KLAMM_ADDRESS: broker.address },
  });
  const counts = { ok: 0, FAIL: 0, done: 0 };
  child.stdout.setEncoding('utf8');
  createInterface({ input: child.stdout }).on('line', (line) => {
    process.stdout.write(`${line}\n`);
    const [word = '', ending] = line.split(' ');
    if (Object.hasOwn(counts, word)) counts[word as keyof typeof counts] += 1;
    // The tests ask for what they cannot do themselves.
    if (word !== 'broker:') return;
    void restart(broker, ending === 'stop' ? 'stop' : 'kill').then(() => child.stdin.write('up\n'));
  });
  await once(child, 'close');
  finish({ passed: counts.ok, failed: counts.FAIL + (counts.done === 1 ? 0 : 1), skipped: 0 });
}

async function restart(broker: Broker, ending: 'stop' | 'kill'): Promise<void> {
  await broker[ending]();
  await broker.startAgain();
}

const python = installedPython();
if ('missing' in python) finishSkipped(`confluent-kafka: ${python.missing}`);
else await runTests(python.command);
