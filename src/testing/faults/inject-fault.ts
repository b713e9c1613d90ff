// Does to a request what a fault says, correctly on the wire in every version: errors stand where the API has
// its errors, what the fault is not about is served.

import { CloseConnection } from '../../base/close-connection.ts';
import type { ErrorCode } from '../../base/error-code.ts';
import { ErrorCode as Codes, errorName } from '../../base/error-code.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { InterceptedCall } from '../../dispatch/interceptor.ts';
import type { FetchRequest } from '../../protocol/generated/fetch.ts';
import type { Fault, FaultMatch } from './fault.ts';
import type { Pauses } from './pauses.ts';
import type { Subject } from './request-subjects.ts';
import { isAbout, restrict, subjectsOf } from './request-subjects.ts';

/** Neither in a session nor beginning one (KIP-227). */
const NO_SESSION_EPOCH = -1;

type Message = Readonly<Record<string, unknown>>;
type Reply = Buffer | null;

export interface FaultContext {
  readonly pauses: Pauses;
  /** Begins to restart the broker; from then on nobody is answered. */
  restart(how: 'clean' | 'kill'): void;
  /** The fault has struck; what it did, in words. */
  note(effect: string): void;
}

export function injectFault(
  { effect, match }: Fault,
  call: InterceptedCall,
  { pauses, note, restart }: FaultContext,
): Reply | Promise<Reply> {
  switch (effect.kind) {
    case 'error':
      return failCall(call, match, effect.code, note);
    case 'delay':
      note(`after ${effect.ms} ms`);
      return pauses.pause(effect.ms).then(() => call.handle(call.request));
    case 'drop':
      note(`connection closed ${effect.when} acting`);
      return drop(call, effect.when);
    case 'cut':
      note(`answer cut after ${effect.afterBytes} bytes`);
      return cut(call, effect.afterBytes);
    case 'throttle':
      note(`throttled for ${effect.ms} ms`);
      return call.handle(call.request, (response) => ({
        ...(response as Message),
        throttleTimeMs: effect.ms,
      }));
    case 'restart':
      note(`${RESTARTS[effect.how]} ${effect.when} acting`);
      return drop(call, effect.when, () => restart(effect.how));
    default:
      return call.handle(call.request);
  }
}

const RESTARTS = { clean: 'broker restarted', kill: 'broker killed' } as const;

function drop(
  call: InterceptedCall,
  when: 'before' | 'after',
  then: () => void = () => {},
): Reply | Promise<Reply> {
  const close = (): never => {
    then();
    throw new CloseConnection('a fault closes the connection');
  };
  if (when === 'before') return close();
  return Promise.resolve(call.handle(call.request)).then(close);
}

async function cut(call: InterceptedCall, afterBytes: number): Promise<Reply> {
  const reply = await call.handle(call.request);
  // Once these bytes are out the connection closes: the answer is never whole.
  call.context.connection.drain();
  return reply === null ? null : reply.subarray(0, Math.min(afterBytes, reply.length - 1));
}

function failCall(
  call: InterceptedCall,
  match: FaultMatch,
  code: ErrorCode,
  note: (effect: string) => void,
): Reply | Promise<Reply> {
  const request = call.request as Message;
  if (match.topic === undefined) {
    note(errorName(code));
    return call.encode(failureOf(call, request, code));
  }
  if (isIncrementalFetch(request)) {
    // Made to fetch in full, the client names its partitions, and the fault finds them.
    return call.encode(failureOf(call, request, Codes.FETCH_SESSION_ID_NOT_FOUND));
  }
  note(
    `${errorName(code)} for ${match.topic}${match.partition === undefined ? '' : `-${match.partition}`}`,
  );
  return failPart(call, (subject) => isAbout(match, subject), code);
}

/** Answers with the error for what matches, and with what the handler says for the rest. */
function failPart(
  call: InterceptedCall,
  matches: (subject: Subject) => boolean,
  code: ErrorCode,
): Reply | Promise<Reply> {
  const nameOf = (id: Uuid) => call.context.metadata.topicName(id);
  const request = call.request as Message;
  const failed = partFailureOf(call, restrict(request, nameOf, matches), code);
  const rest = restrict(request, nameOf, (subject) => !matches(subject));
  const isAll = subjectsOf(rest, nameOf).length === 0;
  if (isAll && call.handler.api.name !== 'Metadata') return call.encode(failed);
  return call.handle(withoutSession(rest), (response) => joined(response as Message, failed));
}

/** A fetch of the rest begins no session, which would be one without what has failed. */
function withoutSession(request: Message): Message {
  return 'sessionEpoch' in request ? { ...request, sessionEpoch: NO_SESSION_EPOCH } : request;
}

/** Both answers in one: the lists of the second behind those of the first. */
function joined(response: Message, failed: Message): Message {
  const lists = Object.entries(failed).filter(
    ([field, value]) => Array.isArray(value) && Array.isArray(response[field]),
  );
  const both = lists.map(([field, value]) => [
    field,
    [...(response[field] as unknown[]), ...(value as unknown[])],
  ]);
  return { ...response, ...Object.fromEntries(both) };
}

/** The error for each topic and partition: Fetch has one for the whole request too, which is another thing. */
function partFailureOf(call: InterceptedCall, request: Message, errorCode: ErrorCode): Message {
  if (call.handler.api.name !== 'Fetch') return failureOf(call, request, errorCode);
  const responses = (request as unknown as FetchRequest).topics.map((topic) => ({
    topic: topic.topic,
    topicId: topic.topicId,
    partitions: topic.partitions.map(({ partition }) => ({
      partitionIndex: partition,
      errorCode,
      highWatermark: -1,
      abortedTransactions: [],
      records: null,
    })),
  }));
  return { throttleTimeMs: 0, errorCode: Codes.NONE, sessionId: 0, responses };
}

function failureOf(
  { handler, context }: InterceptedCall,
  request: Message,
  code: ErrorCode,
): Message {
  return handler.failure(code, request, context, 'a fault') as Message;
}

function isIncrementalFetch({ sessionId }: Message): boolean {
  return typeof sessionId === 'number' && sessionId !== 0;
}
