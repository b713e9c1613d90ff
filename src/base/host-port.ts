// Addresses as people write them: `host:port`, an IPv6 host in brackets.

export const HIGHEST_PORT = 65_535;

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, with the brackets that an IPv6 address needs. */
export function hostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The address that a text names, with this port where it names none; null for what is no address. */
export function parseHostPort(text: string, defaultPort: number): HostPort | null {
  const match = /^(?:\[([^\]\s]+)\]|([^:\s[\]]+))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3] ?? defaultPort);
  return host === undefined || port > HIGHEST_PORT ? null : { host, port };
}
