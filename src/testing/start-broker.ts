// Starts a broker inside the test process: on memory or a directory, on a port of its own, with a clock that the
// test moves. Everything but the sockets is the test's alone, so any number of brokers run side by side.

import { startBroker as start } from '../broker/broker.ts';
import { InlineOffload } from '../platform/inline-offload.ts';
import type { Logger } from '../platform/logger.ts';
import { silentLogger } from '../platform/logger.ts';
import { MemoryFileSystem } from '../platform/memory-file-system.ts';
import { nodeFileSystem } from '../platform/node-file-system.ts';
import { nodeRandom } from '../platform/node-random.ts';
import { NodeTransport } from '../platform/node-transport.ts';
import type { Platform } from '../platform/platform.ts';
import { SeededRandom } from '../platform/seeded-random.ts';
import type { StartBrokerOptions } from './broker-settings.ts';
import { settingsOf } from './broker-settings.ts';
import { CallbackLogger } from './callback-logger.ts';
import { Faults } from './faults/faults.ts';
import { TestBroker } from './test-broker.ts';
import type { DrivenClock } from './test-clock.ts';
import { newClock } from './test-clock.ts';

/** Resolves once the broker serves. Throws StartError or ListenError that says what is wrong. */
export async function startBroker(options: StartBrokerOptions = {}): Promise<TestBroker> {
  const clock = newClock(options.clock ?? 'real');
  const platform = platformOf(options, clock);
  const faults = new Faults(clock, platform.random);
  const { interceptor } = faults;
  const logger = loggerOf(options);
  const broker = await start({ ...settingsOf(options), platform, logger, interceptor });
  return new TestBroker(broker, clock, faults);
}

function platformOf({ directory, seed }: StartBrokerOptions, clock: DrivenClock): Platform {
  const files = directory === undefined ? new MemoryFileSystem({ clock }) : nodeFileSystem;
  const random = seed === undefined ? nodeRandom : new SeededRandom(seed);
  const offload = new InlineOffload({ fileSystem: files, clock });
  return { clock, random, files, transport: new NodeTransport(), offload };
}

function loggerOf({ log }: StartBrokerOptions): Logger {
  return log === undefined ? silentLogger : new CallbackLogger(log);
}
