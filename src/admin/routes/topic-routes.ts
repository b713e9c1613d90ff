// Topics and their records, as they stand in the logs.

import * as v from 'valibot';
import { isInternalTopic } from '../../base/internal-topics.ts';
import { nearestOf } from '../../base/nearest.ts';
import { StartError } from '../../broker/start-error.ts';
import type { TestBroker } from '../../testing/test-broker.ts';
import type { ReceivedRecord as FoundRecord } from '../../testing/topics/received-record.ts';
import { Problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { fields, must, text, wholeNumber } from '../schema.ts';
import { ReceivedRecord, Topic } from './shapes.ts';
import { WAITING, waited } from './waiting.ts';

const MATCH = {
  partition: v.optional(wholeNumber(0, 'records of this partition alone')),
  offset: v.optional(wholeNumber(0, 'records from this offset on')),
  key: v.optional(v.pipe(v.string(), v.description('records with this key alone'))),
  value: v.optional(v.pipe(v.string(), v.description('records with this value alone'))),
  clientId: v.optional(text('records that this client produced')),
};

type Match = { readonly [Field in keyof typeof MATCH]?: string | number | undefined };

function matches(record: FoundRecord, match: Match): boolean {
  const { partition, offset, key, value, clientId } = match;
  return (
    (partition === undefined || record.partition === partition) &&
    (offset === undefined || record.offset >= Number(offset)) &&
    (key === undefined || record.key === key) &&
    (value === undefined || record.value === value) &&
    (clientId === undefined || record.clientId === clientId)
  );
}

function topicOf(broker: TestBroker, name: string) {
  return { name, partitions: broker.topic(name).partitions, internal: isInternalTopic(name) };
}

function requireTopic(broker: TestBroker, name: string): void {
  const { metadata } = broker.running.services;
  if (metadata.topic(name)) return;
  const names = metadata.topics().map((topic) => topic.name);
  const nearest = nearestOf(name, names);
  const hint = nearest ? `, did you mean ${nearest}?` : '';
  throw new Problem(404, `there is no topic ${name}${hint}`, 'topic');
}

export const topicRoutes = [
  defineRoute({
    method: 'GET',
    path: '/topics',
    summary: 'The topics, by name',
    answer: v.array(Topic),
    handle({ broker }) {
      const names = broker.running.services.metadata.topics().map(({ name }) => name);
      return names.sort().map((name) => topicOf(broker, name));
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/topics',
    summary: 'Creates a topic',
    status: 201,
    body: fields({
      name: text('the name of the topic'),
      partitions: v.optional(wholeNumber(1, 'left out: the broker’s `num.partitions`')),
      configs: v.optional(
        v.record(
          v.string(),
          v.union([v.string(), v.number(), v.boolean()], must('a text, a number, true or false')),
        ),
      ),
    }),
    answer: Topic,
    async handle({ broker }, { body: { name, partitions, configs = {} } }) {
      const isThere = broker.running.services.metadata.topic(name) !== undefined;
      if (isThere) throw new Problem(409, `there is a topic ${name} already`, 'name');
      const options = { ...(partitions === undefined ? {} : { partitions }), configs };
      await broker.createTopic(name, options).catch((error: unknown) => {
        throw error instanceof StartError ? new Problem(400, error.message) : error;
      });
      return topicOf(broker, name);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/topics/{topic}',
    summary: 'A topic',
    answer: Topic,
    handle({ broker }, { parameters }) {
      requireTopic(broker, parameters.topic);
      return topicOf(broker, parameters.topic);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/topics/{topic}/records',
    summary: 'The records that a consumer of committed records could read now, decoded',
    query: fields({ ...MATCH, limit: v.optional(wholeNumber(1, 'at most so many')) }),
    answer: v.array(ReceivedRecord),
    handle({ broker }, { parameters: { topic }, query: { limit, ...match } }) {
      requireTopic(broker, topic);
      const records = broker.topic(topic).records((record) => matches(record, match));
      return records.slice(0, limit);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/topics/{topic}/wait',
    summary: 'Answers with the records once there are so many; the topic need not exist yet',
    query: fields({ records: wholeNumber(1, 'how many'), ...MATCH, ...WAITING }),
    answer: v.array(ReceivedRecord),
    handle({ broker }, { parameters: { topic }, query: { records, timeout, ...match } }) {
      const wait = timeout === undefined ? {} : { timeout };
      const isMatch = (record: FoundRecord) => matches(record, match);
      return waited(broker.topic(topic).received(records, { match: isMatch, ...wait }));
    },
  }),
];
