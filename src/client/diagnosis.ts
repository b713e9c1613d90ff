// What a client would meet at a cluster: whether the address answers, whether what answers is a broker, and whether
// each address that it sends clients to can be reached from here. What is wrong is explained.

import type { HostPort } from '../base/host-port.ts';
import { hostPort } from '../base/host-port.ts';
import { DialError } from '../platform/dialer.ts';
import type { ConnectionOptions } from './broker-connection.ts';
import { ClientError } from './client-error.ts';
import { ClusterClient } from './cluster-client.ts';

/** One thing that was tried. */
export interface Finding {
  readonly isGood: boolean;
  readonly what: string;
  /** What to do about it; null when nothing need be done. */
  readonly hint: string | null;
}

const NAME_CODES = new Set(['ENOTFOUND', 'EAI_AGAIN']);

/** Tries everything that a client does before its first record. */
export async function diagnose(address: HostPort, options: ConnectionOptions): Promise<Finding[]> {
  const client = new ClusterClient([address], options);
  try {
    const metadata = await client.metadata([]);
    const there = hostPort(address.host, address.port);
    const findings = [
      good(`${there} is a broker of the cluster ${metadata.clusterId ?? '(unnamed)'}`),
    ];
    if (metadata.brokers.length === 0) {
      findings.push(bad('the cluster names no broker', 'it may still be starting: try again'));
    }
    for (const { nodeId, host, port } of metadata.brokers) {
      const advertised = { nodeId, host, port, clusterId: metadata.clusterId };
      findings.push(await followed(advertised, options));
    }
    return findings;
  } catch (error) {
    return [bad(sentenceOf(error), hintFor(error))];
  } finally {
    await client.close();
  }
}

interface Advertised extends HostPort {
  readonly nodeId: number;
  readonly clusterId: string | null;
}

/** A client is sent to this address and has to find a broker of the same cluster there. */
async function followed(
  { nodeId, clusterId, ...address }: Advertised,
  options: ConnectionOptions,
): Promise<Finding> {
  const where = `broker ${nodeId} sends clients to ${hostPort(address.host, address.port)}`;
  const client = new ClusterClient([address], options);
  try {
    const { clusterId: found } = await client.metadata([]);
    if (found === clusterId) return good(`${where}, where it is`);
    const hint = 'advertised.listeners names a port at which another broker listens';
    return bad(`${where}, which is a broker of another cluster (${found})`, hint);
  } catch (error) {
    return bad(`${where}: ${sentenceOf(error)}`, advertisedHint(error, address));
  } finally {
    await client.close();
  }
}

function advertisedHint(error: unknown, { host }: HostPort): string | null {
  if (!(error instanceof DialError)) return hintFor(error);
  if (NAME_CODES.has(error.code)) {
    return `${host} has no address here: it may be the name of a container. Set advertised.listeners to a name that clients can resolve`;
  }
  return 'nothing answers where clients are sent: set advertised.listeners to what clients can reach (a published port, not one inside a container)';
}

function hintFor(error: unknown): string | null {
  if (error instanceof DialError) {
    return NAME_CODES.has(error.code)
      ? 'check the name'
      : 'check host and port, and whether the broker has started (klamm wait)';
  }
  if (!(error instanceof ClientError)) return null;
  if (error.message.includes('it speaks TLS')) {
    return 'the listener expects TLS: use its plaintext listener, or a client with security.protocol=SSL';
  }
  if (error.message.includes('it speaks HTTP')) return 'this is the port of a web server';
  if (error.message.includes('closed the connection')) {
    return 'a listener with TLS or SASL closes plain connections: check its security protocol';
  }
  return null;
}

function sentenceOf(error: unknown): string {
  if (error instanceof DialError || error instanceof ClientError) return error.message;
  throw error;
}

const good = (what: string): Finding => ({ isGood: true, what, hint: null });
const bad = (what: string, hint: string | null): Finding => ({ isGood: false, what, hint });
