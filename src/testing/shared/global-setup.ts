// One broker for all test processes of a run: started before them in the main process, stopped after them. The
// environment tells them where it is, under every usual name.

import { brokerVariables } from '../../base/broker-variables.ts';
import { setEnvironment } from '../../platform/node-environment.ts';
import type { StartBrokerOptions } from '../start-broker.ts';
import { startBroker } from '../start-broker.ts';
import type { TestBroker } from '../test-broker.ts';

/** Starts it and tells the environment. Throws StartError or ListenError. */
export async function startForAll(options: StartBrokerOptions): Promise<TestBroker> {
  const broker = await startBroker(options);
  setEnvironment(brokerVariables(broker.host, broker.port));
  return broker;
}
