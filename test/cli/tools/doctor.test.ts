// `klamm doctor`, at a broker and at what is none.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startBroker } from '../../../src/testing.ts';
import type { KlammProcess } from '../../support/klamm-process.ts';
import { klamm } from '../../support/klamm-process.ts';

async function doctor(address: string): Promise<KlammProcess> {
  const command = klamm('doctor', address, '--timeout', '5s');
  await command.ended;
  return command;
}

it('finds nothing wrong with a broker that is reachable', async () => {
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const command = await doctor(broker.bootstrapServers);
  expect(await command.ended).toEqual({ code: 0, signal: null });
  expect(command.stdout).toMatch(
    /^ok {4}localhost:\d+ is a broker of the cluster \S+\nok {4}broker 0 sends clients to \S+:\d+, where it is\n$/,
  );
});

it('explains an advertised name that nobody here can resolve', async () => {
  const properties = { 'advertised.listeners': 'PLAINTEXT://kafka.invalid:9092' };
  const broker = await startBroker({ properties });
  onTestFinished(() => broker.close());
  const command = await doctor(broker.bootstrapServers);
  expect(await command.ended).toEqual({ code: 1, signal: null });
  expect(command.stdout).toContain(
    'FAIL  broker 0 sends clients to kafka.invalid:9092: cannot connect',
  );
  expect(command.stdout).toContain('Set advertised.listeners to a name that clients can resolve');
});

it('tells when nobody listens, and when a web server does', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const web = await doctor(`127.0.0.1:${port}`);
  expect(web.stdout).toContain('it speaks HTTP');
  expect(web.stdout).toContain('this is the port of a web server');
  await new Promise((resolve) => server.close(resolve));
  const nobody = await doctor(`127.0.0.1:${port}`);
  expect(nobody.stdout).toContain('nobody listens there');
  expect(await nobody.ended).toEqual({ code: 1, signal: null });
});
