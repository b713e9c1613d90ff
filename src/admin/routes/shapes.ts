// What requests and answers are made of. Each has its name in the OpenAPI description, and so in what is generated
// from that.

import * as v from 'valibot';
import { ErrorCode } from '../../base/error-code.ts';
import { API_TABLE } from '../../protocol/generated/api-table.ts';
import type { ErrorName as FaultError } from '../../testing/faults/faults.ts';
import { oneOf } from '../schema.ts';

const at = v.pipe(v.number(), v.description('broker time, milliseconds since the epoch'));

export const Broker = v.object({
  name: v.literal('klamm'),
  version: v.string(),
  bootstrapServers: v.pipe(v.string(), v.description('what clients dial: `host:port`')),
  clusterId: v.string(),
});

export const Health = v.object({ status: v.picklist(['ready', 'healthy']) });

export const Clock = v.object({
  now: v.pipe(v.string(), v.description('the broker’s wall clock, ISO 8601')),
  nowMs: at,
});

export const Topic = v.object({
  name: v.string(),
  partitions: v.number(),
  internal: v.pipe(v.boolean(), v.description('whether the broker keeps it for itself')),
});

const nullableText = v.nullable(v.string());

export const ReceivedRecord = v.object({
  partition: v.number(),
  offset: v.number(),
  timestamp: v.number(),
  key: nullableText,
  value: nullableText,
  headers: v.record(v.string(), v.string()),
  clientId: v.pipe(nullableText, v.description('of its producer, as far as it is known')),
  producerId: v.nullable(v.number()),
});

export const ListedGroup = v.object({ groupId: v.string(), type: v.string(), state: v.string() });

const GroupMember = v.object({
  memberId: v.string(),
  instanceId: nullableText,
  clientId: v.string(),
  host: v.string(),
  assignment: v.record(v.string(), v.pipe(v.array(v.number()), v.readonly())),
});

const GroupOffset = v.object({
  topic: v.string(),
  partition: v.number(),
  committed: v.number(),
  end: v.pipe(v.number(), v.description('where a reader of all committed records would stand')),
  lag: v.number(),
});

export const Group = v.object({
  groupId: v.string(),
  type: v.nullable(v.picklist(['classic', 'consumer', 'share', 'streams'])),
  state: v.pipe(v.string(), v.description('Stable, Empty …; Dead when there is no such group')),
  members: v.pipe(v.array(GroupMember), v.readonly()),
  offsets: v.pipe(v.array(GroupOffset), v.readonly()),
});

const GroupEvent = v.object({
  atMs: at,
  event: v.string(),
  details: v.record(v.string(), v.unknown()),
});

export const GroupHistory = v.object({
  why: v.pipe(v.string(), v.description('why it rebalanced the last time, in a sentence')),
  events: v.pipe(v.array(GroupEvent), v.readonly(), v.description('oldest first')),
});

export const Fault = v.object({
  id: v.string(),
  api: v.string(),
  match: v.record(v.string(), v.unknown()),
  effect: v.looseObject({ kind: v.string() }),
  strikes: v.pipe(v.number(), v.description('how often it has struck')),
});

export const FaultStrike = v.object({
  atMs: at,
  api: v.pipe(v.string(), v.description('the API’s name, or `connection`, `disk`, `group` …')),
  version: v.nullable(v.number()),
  clientId: nullableText,
  effect: v.string(),
});

export const Snapshot = v.object({ id: v.string(), takenAtMs: at });

export const ForkedBroker = v.object({
  id: v.string(),
  bootstrapServers: v.string(),
  adminUrl: v.pipe(v.string(), v.description('all of this for that broker')),
});

export const Exchange = v.object({
  atMs: at,
  api: v.string(),
  version: v.number(),
  clientId: nullableText,
  connection: v.string(),
  topics: v.pipe(v.array(v.string()), v.readonly(), v.description('that the request names')),
  groups: v.pipe(v.array(v.string()), v.readonly()),
  request: v.unknown(),
  response: v.unknown(),
  tookMs: v.nullable(v.number()),
});

export const ApiName = oneOf(
  ['*', ...API_TABLE.map(({ name }) => name)],
  'the name of an API, or *',
);

export const ErrorName = oneOf(Object.keys(ErrorCode) as FaultError[], 'the name of an error');

export const Description = v.looseObject({ openapi: v.string() });

export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.pipe(v.string(), v.description('one sentence')),
  field: v.optional(v.string()),
});
