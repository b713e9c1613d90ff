// The `server.properties` that Apache Kafka is started with on an exported directory: one node that is broker
// and controller, reached from its own machine.

import { hostPort } from '../base/host-port.ts';

/** The name of the controller's listener. */
export const CONTROLLER_LISTENER = 'CONTROLLER';

export interface ServerSettings {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly directory: string;
  /** Whether the voters of the quorum are known from its log. */
  readonly isDynamicQuorum: boolean;
}

export function serverProperties(settings: ServerSettings): string {
  const { nodeId, host, port, controllerPort, directory, isDynamicQuorum } = settings;
  const controller = hostPort(host, controllerPort);
  const listener = `PLAINTEXT://${hostPort(host, port)}`;
  const quorum = isDynamicQuorum
    ? ['controller.quorum.bootstrap.servers', controller]
    : ['controller.quorum.voters', `${nodeId}@${controller}`];
  const entries = [
    ['process.roles', 'broker,controller'],
    ['node.id', String(nodeId)],
    ['listeners', `${listener},${CONTROLLER_LISTENER}://${controller}`],
    ['advertised.listeners', listener],
    ['controller.listener.names', CONTROLLER_LISTENER],
    ['listener.security.protocol.map', `PLAINTEXT:PLAINTEXT,${CONTROLLER_LISTENER}:PLAINTEXT`],
    quorum,
    ['log.dirs', escaped(directory)],
    ['offsets.topic.replication.factor', '1'],
    ['transaction.state.log.replication.factor', '1'],
    ['transaction.state.log.min.isr', '1'],
    ['share.coordinator.state.topic.replication.factor', '1'],
    ['share.coordinator.state.topic.min.isr', '1'],
  ];
  return entries.map(([key, value]) => `${key}=${value}\n`).join('');
}

/** A backslash begins an escape in this syntax. */
function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\');
}
