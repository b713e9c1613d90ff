// DeleteTopics, thought out: topics by name or by id, each once.

import { ErrorCode } from '../base/error-code.ts';
import type { Uuid } from '../base/uuid.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import type {
  DeletableTopicResultInput,
  DeleteTopicState,
} from '../protocol/generated/delete-topics.ts';
import type { MetaGuard, MetaOperation } from './meta-store.ts';
import { unchangedSince } from './meta-store.ts';
import type { MetadataImage, TopicImage } from './metadata-image.ts';
import { configKey } from './metadata-image.ts';
import type { MetadataPlan } from './metadata-plan.ts';
import { configRecordKey, partitionKey, topicKey, topicNameKey } from './metadata-records.ts';

type Row = DeletableTopicResultInput;

/** Plans the deletion of these topics, each given by a name or by an id. */
export function planTopicDeletion(
  image: MetadataImage,
  topics: readonly DeleteTopicState[],
): MetadataPlan<Row[]> {
  const { answer, names, ids } = sortOut(topics);
  const doomed = new Map<Uuid, TopicImage>();
  for (const id of ids) {
    const topic = image.topicsById.get(id);
    if (topic) doomed.set(id, topic);
    else answer.push(row(null, id, ErrorCode.UNKNOWN_TOPIC_ID, UNKNOWN_ID));
  }
  for (const name of names) {
    const topic = image.topicsByName.get(name);
    if (!topic) {
      answer.push(row(name, ZERO_UUID, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_NAME));
    } else if (doomed.delete(topic.id)) {
      const reason = 'The provided topic name maps to an ID that was already supplied.';
      answer.push(row(name, topic.id, ErrorCode.INVALID_REQUEST, reason));
    } else doomed.set(topic.id, topic);
  }
  for (const { name, id } of doomed.values()) answer.push(row(name, id, ErrorCode.NONE, null));
  return { answer, ...deletionOf(image, [...doomed.values()]) };
}

const UNKNOWN_ID = 'This server does not host this topic ID.';
const UNKNOWN_NAME = 'This server does not host this topic-partition.';

function row(name: string | null, topicId: Uuid, errorCode: number, message: string | null): Row {
  return { name, topicId, errorCode, errorMessage: message };
}

/** The names and ids that were given once; what was given wrongly is answered at once. */
function sortOut(topics: readonly DeleteTopicState[]) {
  const answer: Row[] = [];
  const names: string[] = [];
  const ids: Uuid[] = [];
  for (const { name, topicId } of topics) {
    if (name === null && topicId === ZERO_UUID) {
      const reason = 'Neither topic name nor id were specified.';
      answer.push(row(null, ZERO_UUID, ErrorCode.INVALID_REQUEST, reason));
    } else if (name === null) ids.push(topicId);
    else if (topicId === ZERO_UUID) names.push(name);
    else {
      const reason = 'You may not specify both topic name and topic id.';
      answer.push(row(name, topicId, ErrorCode.INVALID_REQUEST, reason));
    }
  }
  for (const name of repeated(names)) {
    answer.push(row(name, ZERO_UUID, ErrorCode.INVALID_REQUEST, 'Duplicate topic name.'));
  }
  for (const id of repeated(ids)) {
    answer.push(row(null, id, ErrorCode.INVALID_REQUEST, 'Duplicate topic id.'));
  }
  return { answer, names: once(names), ids: once(ids) };
}

function repeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}

function once<T>(values: readonly T[]): T[] {
  return values.filter((value) => values.indexOf(value) === values.lastIndexOf(value));
}

function deletionOf(image: MetadataImage, topics: readonly TopicImage[]) {
  const operations: MetaOperation[] = [];
  const guards: MetaGuard[] = [];
  for (const { id, name, partitions, revision } of topics) {
    const config = { type: 'topic', name } as const;
    const configRevision = image.configs.get(configKey(config))?.revision ?? 0;
    guards.push(unchangedSince(topicKey(id), revision));
    // Configs written meanwhile would outlive the topic and be found by the next one of its name.
    guards.push(unchangedSince(configRecordKey(config), configRevision));
    operations.push({ delete: topicNameKey(name) }, { delete: topicKey(id) });
    for (const { partition } of partitions)
      operations.push({ delete: partitionKey(id, partition) });
    if (configRevision > 0) operations.push({ delete: configRecordKey(config) });
  }
  return { operations, guards };
}
