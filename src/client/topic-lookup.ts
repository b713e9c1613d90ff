// A topic by its name: where its partitions are, and what was meant when there is none.

import { ErrorCode } from '../base/error-code.ts';
import { nearestOf } from '../base/nearest.ts';
import type { MetadataResponse } from '../protocol/generated/metadata.ts';
import { answeredError, ClientError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';

/** What the cluster says of these topics, of all without a list. Throws ClientError for one that it does not have. */
export async function metadataOf(
  client: ClusterClient,
  names: readonly string[] | null,
): Promise<MetadataResponse> {
  const metadata = await client.metadata(names);
  for (const { name, errorCode } of metadata.topics) {
    if (errorCode === ErrorCode.NONE) continue;
    if (errorCode === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) {
      throw await unknownTopic(client, name ?? '');
    }
    throw answeredError(`topic ${name}`, errorCode as ErrorCode);
  }
  if (names === null || metadata.topics.length === names.length) return metadata;
  throw new ClientError(`topic ${names.join(', ')}: the broker has said nothing`);
}

async function unknownTopic(client: ClusterClient, name: string): Promise<ClientError> {
  const { topics } = await client.metadata();
  const nearest = nearestOf(
    name,
    topics.flatMap((topic) => topic.name ?? []),
  );
  const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
  return new ClientError(`there is no topic ${name}${hint}`, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
}
