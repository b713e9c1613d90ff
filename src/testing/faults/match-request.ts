// Whether a request is one that a fault is for.

import type { Uuid } from '../../base/uuid.ts';
import type { InterceptedCall } from '../../dispatch/interceptor.ts';
import type { Fault, FaultMatch } from './fault.ts';
import { groupsOf, isAbout, subjectsOf, transactionalIdsOf } from './request-subjects.ts';

type Message = Readonly<Record<string, unknown>>;

export function matchesRequest({ api, match }: Fault, call: InterceptedCall): boolean {
  const { handler, context } = call;
  const { clientId, connection, group, transactionalId, topic } = match;
  if (api !== '*' && api !== handler.api.name) return false;
  if (clientId !== undefined && clientId !== context.clientId) return false;
  if (connection !== undefined && connection !== context.connection.id) return false;
  const request = call.request as Message;
  if (group !== undefined && !groupsOf(request).includes(group)) return false;
  const ids = transactionalId === undefined ? [] : transactionalIdsOf(request);
  if (transactionalId !== undefined && !ids.includes(transactionalId)) return false;
  return topic === undefined || namesTopic(match, call);
}

function namesTopic(match: FaultMatch, { context, request }: InterceptedCall): boolean {
  const nameOf = (id: Uuid) => context.metadata.topicName(id);
  const message = request as Message;
  // An incremental fetch names only what changed: its session may hold any topic.
  if (typeof message.sessionId === 'number' && message.sessionId !== 0) return true;
  return subjectsOf(message, nameOf).some((subject) => isAbout(match, subject));
}
