// The environment variables by which applications and frameworks find their broker.

import { hostPort } from './host-port.ts';

/** Where the broker is, under every usual name. */
export function brokerVariables(host: string, port: number): Record<string, string> {
  const address = hostPort(host, port);
  return {
    KAFKA_BROKERS: address,
    KAFKA_BOOTSTRAP_SERVERS: address,
    KAFKA_HOST: host,
    KAFKA_PORT: String(port),
    BOOTSTRAP_SERVERS: address,
    SPRING_KAFKA_BOOTSTRAP_SERVERS: address,
  };
}
