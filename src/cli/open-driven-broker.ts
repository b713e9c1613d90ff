// The broker of `klamm start --admin`: in the world of the test kit, whose time can be moved and in which things go
// wrong when they are told to, and offered over HTTP.

import { serveAdmin } from '../admin/serve-admin.ts';
import type { HostPort } from '../base/host-port.ts';
import { descriptorLimit } from '../platform/descriptor-limit.ts';
import type { LogFields } from '../platform/logger.ts';
import type { LeveledLogger } from '../platform/pino-logger.ts';
import { BrokerWorld } from '../testing/broker-world.ts';
import { StrictnessError } from '../testing/strict/finding.ts';
import { TestBroker } from '../testing/test-broker.ts';
import { logLevelControl } from './log-level-control.ts';
import type { OpenBrokerOptions, OpenedBroker } from './open-broker.ts';

/** Fails with StartError, ListenError or StorageError, with nothing left open. */
export async function openDrivenBroker(
  { config, topics, logger, nodeId, observation }: OpenBrokerOptions,
  address: HostPort,
): Promise<OpenedBroker> {
  const [directory = ''] = config.logDirectories;
  const world = await BrokerWorld.of({
    log: (level, message, fields) => say(logger, level, { message, fields }),
    prepared: {
      ...{ ...config, nodeId, topics, logLevel: logLevelControl(logger) },
      ...(config.memory ? {} : { machine: { descriptorLimit: descriptorLimit() } }),
    },
    ...(config.memory ? {} : { directory }),
    ...(observation && { observation }),
  });
  const broker = new TestBroker(world, await world.start());
  try {
    const admin = await serveAdmin(broker, address);
    logger.info({ url: admin.url }, 'the admin endpoint serves');
    return {
      endpoints: broker.running.endpoints,
      get services() {
        return broker.running.services;
      },
      failed: world.failed,
      adminUrl: admin.url,
      async stop() {
        await admin.close();
        // What was found is told by whoever stops it.
        await broker.close().catch(unlessStrict);
      },
    };
  } catch (error) {
    await broker.close();
    throw error;
  }
}

function unlessStrict(error: unknown): void {
  if (!(error instanceof StrictnessError)) throw error;
}

interface Line {
  readonly message: string;
  readonly fields: LogFields;
}

function say(logger: LeveledLogger, level: string, { message, fields }: Line): void {
  if (level === 'debug' || level === 'info' || level === 'warn') logger[level](fields, message);
  else logger.error(fields, message);
}
