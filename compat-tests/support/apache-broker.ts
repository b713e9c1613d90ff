// How Apache Kafka is started: KRaft, broker and controller in one process, everything in one
// directory. The jars come from Maven through compat-tests/jvm.

import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { BrokerCommand, BrokerPlace } from './broker.ts';
import { javaArguments } from './jvm.ts';

const CLUSTER_ID = 'a2xhbW0tY29tcGF0LXRlcw';

/** The command that starts, or starts again, an Apache Kafka broker. */
export function apacheCommand(place: BrokerPlace): BrokerCommand {
  const propertiesFile = path.join(place.directory, 'server.properties');
  if (!existsSync(propertiesFile)) writeFileSync(propertiesFile, toText(brokerProperties(place)));
  return {
    command: 'java',
    args: [...javaArguments('broker', '512m'), 'ReferenceBroker', propertiesFile, CLUSTER_ID],
  };
}

function brokerProperties(place: BrokerPlace): Record<string, string> {
  // The controller needs a port of its own; one above is as free as any, and stays the same.
  const controllerPort = place.port + 1;
  return {
    'process.roles': 'broker,controller',
    'node.id': '0',
    listeners: `PLAINTEXT://127.0.0.1:${place.port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${place.port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    'log.dirs': place.logDirectories.join(','),
    'num.network.threads': '2',
    'num.io.threads': '3',
    ...place.properties,
  };
}

function toText(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
