// What the coordinator is told of a request beside its body.

export interface GroupRequestContext {
  readonly apiVersion: number;
  /** Empty when the client did not name itself. */
  readonly clientId: string;
  /** The address of the client as Apache Kafka stores it: a slash and the numeric address. */
  readonly clientHost: string;
}

/** Where a request comes from, as a handler knows it. */
export interface RequestOrigin {
  readonly apiVersion: number;
  readonly clientId: string | null;
  readonly connection: { readonly remoteAddress: string };
}

/** What the coordinator is told of a request that came over the network. */
export function groupRequestContext({
  apiVersion,
  clientId,
  connection,
}: RequestOrigin): GroupRequestContext {
  // An IPv4 client of a socket that listens on IPv6 is still an IPv4 client.
  const address = connection.remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
  return { apiVersion, clientId: clientId ?? '', clientHost: `/${address}` };
}
