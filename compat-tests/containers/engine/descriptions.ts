// What the API says of a container.

import type { Container } from './container.ts';

interface Created {
  readonly Image: string;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
}

/** A container's row in the list. */
export function listed(container: Container): unknown {
  const { id } = container.options;
  const ports = Array.from(container.publishedPorts, ([port, published]) => {
    return { IP: '0.0.0.0', PrivatePort: port, PublicPort: published, Type: 'tcp' };
  });
  const networks = { bridge: { IPAddress: '127.0.0.1', Gateway: '127.0.0.1' } };
  return {
    Id: id,
    Names: [],
    State: 'running',
    Ports: ports,
    HostConfig: { NetworkMode: 'default' },
    NetworkSettings: { Networks: networks },
  };
}

/** The answer to an inspection. */
export function described(container: Container, created: Created | undefined): unknown {
  const { id, hostname, environment, command } = container.options;
  const ports = Object.fromEntries(
    Array.from(container.publishedPorts, ([port, published]) => [
      `${port}/tcp`,
      [{ HostIp: '0.0.0.0', HostPort: String(published) }],
    ]),
  );
  const network = { IPAddress: '127.0.0.1', Gateway: '127.0.0.1', NetworkID: 'bridge' };
  return {
    Id: id,
    Name: `/klamm-${id.slice(0, 8)}`,
    Created: container.createdAt,
    Image: created?.Image,
    Path: command[0],
    Args: command.slice(1),
    State: {
      Status: container.isRunning ? 'running' : 'exited',
      Running: container.isRunning,
      ExitCode: container.exitCode,
      StartedAt: container.createdAt,
      FinishedAt: '0001-01-01T00:00:00Z',
    },
    Config: {
      Hostname: hostname,
      Tty: false,
      Image: created?.Image,
      Env: environment,
      Labels: created?.Labels ?? {},
      ExposedPorts: created?.ExposedPorts ?? {},
    },
    HostConfig: { NetworkMode: 'default', PortBindings: {} },
    Mounts: [],
    NetworkSettings: { ...network, Ports: ports, Networks: { bridge: network } },
  };
}
