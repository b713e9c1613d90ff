// A registry's REST interface, the one that Confluent's registry has and the others offer too.

const CONTENT_TYPE = 'application/vnd.schemaregistry.v1+json';

export interface RestAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each path has a document of its own
  readonly body: any;
}

/** One request to a path of this address. */
export async function askRegistry(
  address: string,
  method: string,
  resource: string,
  body?: object,
): Promise<RestAnswer> {
  const response = await fetch(`${address}${resource}`, {
    method,
    ...(body && { headers: { 'content-type': CONTENT_TYPE }, body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}
