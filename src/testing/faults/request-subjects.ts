// What a request is about, read off its shape: the group, the transactional id, and the topics with their
// partitions, whatever API it is of. And the same request without some of them.

import type { Uuid } from '../../base/uuid.ts';
import { ZERO_UUID } from '../../base/uuid.ts';

type Message = Readonly<Record<string, unknown>>;

/** A topic that a request names, with one of its partitions; null where it names the topic alone. */
export interface Subject {
  readonly topic: string;
  readonly partition: number | null;
}

/** The fields in which requests list topics. */
const TOPIC_LISTS = ['topics', 'topicData', 'topicNames', 'v3AndBelowTopics'];
/** The fields that hold several requests in one, each with topics of its own. */
const ENVELOPES = ['groups', 'transactions', 'markers'];
/** The fields in which a topic lists its partitions. */
const PARTITION_LISTS = ['partitions', 'partitionData', 'partitionIndexes'];

/** The types of keys of FindCoordinator. */
const GROUP = 0;
const TRANSACTION = 1;

/** How a topic id is told as a name; null for one that does not exist. */
export type NameOf = (topicId: Uuid) => string | null;

/** The group of a request, if it is about one. */
export function groupsOf(request: Message): string[] {
  const { groupId, groups, groupsNames } = request;
  const listed = [groups, groupsNames].filter(Array.isArray).flat();
  const ids = listed.map((group) => (typeof group === 'string' ? group : group.groupId));
  return texts([groupId, ...ids, ...coordinatorKeys(request, GROUP)]);
}

/** The transactional ids of a request. */
export function transactionalIdsOf(request: Message): string[] {
  const { transactionalId, v3AndBelowTransactionalId, transactions } = request;
  const listed = Array.isArray(transactions) ? transactions : [];
  const ids = listed.map((transaction) => transaction.transactionalId);
  const coordinators = coordinatorKeys(request, TRANSACTION);
  return texts([transactionalId, v3AndBelowTransactionalId, ...ids, ...coordinators]);
}

/** Whose coordinator a request looks for (FindCoordinator), by the type of key. */
function coordinatorKeys(
  { keyType, key, coordinatorKeys: keys }: Message,
  type: number,
): unknown[] {
  if (keyType !== type) return [];
  return [key, ...(Array.isArray(keys) ? keys : [])];
}

function texts(values: readonly unknown[]): string[] {
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}

/** Whether a topic and partition that a request names are those that somebody means. */
export function isAbout(
  { topic, partition }: { readonly topic?: string; readonly partition?: number },
  subject: Subject,
): boolean {
  if (subject.topic !== topic) return false;
  return partition === undefined || subject.partition === null || subject.partition === partition;
}

/** Every topic and partition that the request names. */
export function subjectsOf(request: Message, nameOf: NameOf): Subject[] {
  const subjects: Subject[] = [];
  restrict(request, nameOf, (subject) => {
    subjects.push(subject);
    return true;
  });
  return subjects;
}

/** The request with those topics and partitions alone that `keep` wants. */
export function restrict<M extends Message>(
  request: M,
  nameOf: NameOf,
  keep: (subject: Subject) => boolean,
): M {
  const rest = (topic: unknown) => restrictTopic(topic, nameOf, keep);
  const changes = [
    ...TOPIC_LISTS.filter((field) => Array.isArray(request[field])).map((field) => [
      field,
      (request[field] as unknown[]).flatMap(rest),
    ]),
    ...ENVELOPES.filter((field) => holdsMessages(request[field])).map((field) => [
      field,
      (request[field] as Message[])
        .map((inner) => restrict(inner, nameOf, keep))
        .filter((inner) => subjectsLeft(inner)),
    ]),
  ];
  return { ...request, ...Object.fromEntries(changes) };
}

/** None or one: the topic with the partitions that are wanted. */
function restrictTopic(
  topic: unknown,
  nameOf: NameOf,
  keep: (subject: Subject) => boolean,
): unknown[] {
  if (typeof topic === 'string') return keep({ topic, partition: null }) ? [topic] : [];
  const message = topic as Message;
  const name = nameIn(message, nameOf);
  const field = PARTITION_LISTS.find((list) => Array.isArray(message[list]));
  if (field === undefined) return keep({ topic: name, partition: null }) ? [topic] : [];
  const kept = (message[field] as unknown[]).filter((partition) =>
    keep({ topic: name, partition: indexIn(partition) }),
  );
  return kept.length === 0 ? [] : [{ ...message, [field]: kept }];
}

function nameIn({ name, topic, topicId }: Message, nameOf: NameOf): string {
  const given = name ?? topic;
  if (typeof given === 'string' && given !== '') return given;
  const isKnown = typeof topicId === 'string' && topicId !== ZERO_UUID;
  return isKnown ? (nameOf(topicId as Uuid) ?? '') : '';
}

function indexIn(partition: unknown): number {
  if (typeof partition === 'number') return partition;
  const { index, partition: number, partitionIndex } = partition as Message;
  return Number(index ?? partitionIndex ?? number);
}

function holdsMessages(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === 'object';
}

function subjectsLeft(message: Message): boolean {
  return TOPIC_LISTS.some((field) => Array.isArray(message[field]) && message[field].length > 0);
}
