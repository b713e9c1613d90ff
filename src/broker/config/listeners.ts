// Where a broker listens and what it says of it: `listeners`, `advertised.listeners` and
// `listener.security.protocol.map`, in Apache Kafka's syntax. Each listener has a name; names map to a
// security protocol, of which PLAINTEXT alone is served. Listeners of controllers are left out: the
// controller is within the broker here.

import { HIGHEST_PORT, hostPort } from '../../base/host-port.ts';
import { nearestOf } from '../../base/nearest.ts';
import { StartError } from '../start-error.ts';

/** The address of a listener before it is bound. */
export interface ListenerAddress {
  /** In upper case, as Metadata and the log name it. */
  readonly name: string;
  /** Empty: every address of the machine. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface ListenerConfig extends ListenerAddress {
  /**
   * What clients are told to connect to. null: each client is told the address that it dialled. An empty
   * host stands for the host that the client dialled.
   */
  readonly advertised: { readonly host: string; readonly port: number } | null;
}

type Properties = ReadonlyMap<string, string>;

const DEFAULT_LISTENERS = 'PLAINTEXT://localhost:9092';
const PROTOCOLS = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'];

/** The listeners of clients; throws StartError for what cannot be served. */
export function resolveListeners(properties: Properties): ListenerConfig[] {
  const text = properties.get('listeners') ?? DEFAULT_LISTENERS;
  const controllers = new Set(splitList(properties.get('controller.listener.names')).map(upper));
  const listeners = parseListeners('listeners', text).filter(({ name }) => !controllers.has(name));
  if (listeners.length === 0) throw new StartError(`listeners=${text} has none for clients`);
  requireDistinct(listeners);
  const protocols = parseProtocolMap(properties.get('listener.security.protocol.map'));
  for (const { name } of listeners) requirePlaintext(name, protocols);
  const advertised = resolveAdvertised(properties, controllers);
  for (const name of advertised.keys()) {
    if (listeners.some((listener) => listener.name === name)) continue;
    throw new StartError(`advertised.listeners names ${name}, which listeners does not`);
  }
  return listeners.map((listener) => ({
    ...listener,
    advertised: advertised.get(listener.name) ?? null,
  }));
}

/** The text of `listeners` that says the same. */
export function formatListeners(listeners: readonly ListenerAddress[]): string {
  return listeners.map(({ name, host, port }) => `${name}://${hostPort(host, port)}`).join(',');
}

function parseListeners(key: string, text: string): ListenerAddress[] {
  return splitList(text).map((part) => {
    const match = /^([\w.-]+):\/\/(?:\[([0-9a-fA-F:.%\w]*)\]|([\w.%-]*)):(\d{1,5})$/.exec(part);
    const port = Number(match?.[4]);
    if (!match?.[1] || port > HIGHEST_PORT) {
      throw new StartError(`${key}: '${part}' is not of the form NAME://host:port`);
    }
    return { name: upper(match[1]), host: match[2] ?? match[3] ?? '', port };
  });
}

function requireDistinct(listeners: readonly ListenerAddress[]): void {
  const seen = new Set<string>();
  for (const { name, host, port } of listeners) {
    const family = host.includes(':') ? 'IPv6' : 'IPv4';
    const taken = port === 0 ? [name] : [name, `${family} port ${port}`];
    for (const each of taken) {
      if (seen.has(each)) throw new StartError(`listeners gives ${each} twice`);
      seen.add(each);
    }
  }
}

function parseProtocolMap(text: string | undefined): ReadonlyMap<string, string> {
  // Without a map of its own each protocol is the name of a listener.
  if (text === undefined) return new Map(PROTOCOLS.map((name) => [name, name]));
  const map = new Map<string, string>();
  for (const part of splitList(text)) {
    const [name, protocol, ...rest] = part.split(':').map((word) => upper(word.trim()));
    if (!name || !protocol || rest.length > 0) {
      throw new StartError(
        `listener.security.protocol.map: '${part}' is not of the form NAME:PROTOCOL`,
      );
    }
    if (!PROTOCOLS.includes(protocol)) throw unknownProtocol(protocol);
    map.set(name, protocol);
  }
  return map;
}

function unknownProtocol(protocol: string): StartError {
  const nearest = nearestOf(protocol, PROTOCOLS);
  const hint = nearest ? `did you mean ${nearest}?` : `there are ${PROTOCOLS.join(', ')}`;
  return new StartError(`listener.security.protocol.map: no protocol ${protocol}; ${hint}`);
}

function requirePlaintext(name: string, protocols: ReadonlyMap<string, string>): void {
  const protocol = protocols.get(name);
  if (protocol === undefined) {
    throw new StartError(`listener.security.protocol.map has no protocol for the listener ${name}`);
  }
  if (protocol !== 'PLAINTEXT') {
    throw new StartError(
      `the listener ${name} asks for ${protocol}, and only PLAINTEXT is served: leave it out of listeners`,
    );
  }
}

function resolveAdvertised(
  properties: Properties,
  controllers: ReadonlySet<string>,
): Map<string, { host: string; port: number }> {
  const text = properties.get('advertised.listeners') ?? '';
  const advertised = new Map<string, { host: string; port: number }>();
  for (const { name, host, port } of parseListeners('advertised.listeners', text)) {
    if (controllers.has(name)) continue;
    if (host === '0.0.0.0' || host === '::') {
      throw new StartError(`advertised.listeners: clients cannot connect to ${host}; name a host`);
    }
    if (port === 0) throw new StartError(`advertised.listeners: ${name} needs a port`);
    if (advertised.has(name)) throw new StartError(`advertised.listeners gives ${name} twice`);
    advertised.set(name, { host, port });
  }
  return advertised;
}

function splitList(text: string | undefined): string[] {
  const parts = (text ?? '').split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

function upper(text: string): string {
  return text.toUpperCase();
}
