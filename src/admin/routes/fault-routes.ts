// What goes wrong, and when.

import * as v from 'valibot';
import { errorName } from '../../base/error-code.ts';
import type { Fault as SetFault } from '../../testing/faults/fault.ts';
import type { Faults } from '../../testing/faults/faults.ts';
import type { AdminContext } from '../admin-context.ts';
import { Problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { duration, fields, oneOf, probability, text, wholeNumber } from '../schema.ts';
import { ApiName, ErrorName, Fault, FaultStrike } from './shapes.ts';

/** Which requests a fault strikes. */
const STRUCK = {
  api: ApiName,
  topic: v.optional(text('requests that name this topic')),
  partition: v.optional(wholeNumber(0, 'with `topic`: this partition alone')),
  group: v.optional(text('requests of this group')),
  clientId: v.optional(text('requests of this client')),
  times: v.optional(wholeNumber(1, 'how often; left out: until it is removed')),
  probability: v.optional(probability('how likely; left out: always')),
};

const NewFault = v.variant(
  'kind',
  [
    fields({
      kind: v.literal('fail'),
      error: ErrorName,
      ...STRUCK,
    }),
    fields({ kind: v.literal('delay'), by: duration('of the broker’s time'), ...STRUCK }),
    fields({
      kind: v.literal('drop'),
      when: v.optional(oneOf(['before', 'after'])),
      ...STRUCK,
    }),
    fields({
      kind: v.literal('cut'),
      afterBytes: wholeNumber(0, 'bytes of the answer that are sent'),
      ...STRUCK,
    }),
    fields({ kind: v.literal('throttle'), by: duration('what the client is told'), ...STRUCK }),
  ],
  () => 'must be a kind of fault: fail, delay, drop, cut, throttle',
);

type Wanted = v.InferOutput<typeof NewFault>;

/** Without the fields that were not given. */
function given(all: object): object {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

type Setter = (api: string, options: object) => SetFault;

/** A kind is the name of the method that sets it, and takes the same options. */
function set(faults: Faults, { kind, api, ...options }: Wanted): SetFault {
  const setter = faults[kind].bind(faults) as Setter;
  return setter(api, given(options));
}

function shown({ faultId }: AdminContext, fault: SetFault) {
  const { api, match, effect, strikes } = fault;
  const told = effect.kind === 'error' ? { ...effect, error: errorName(effect.code) } : effect;
  return { id: faultId(fault), api, match: { ...match }, effect: { ...told }, strikes };
}

function find(context: AdminContext, id: string): SetFault {
  const fault = context.broker.faults.list().find((each) => context.faultId(each) === id);
  if (fault) return fault;
  throw new Problem(404, `there is no fault ${id} that could still strike`, 'id');
}

export const faultRoutes = [
  defineRoute({
    method: 'GET',
    path: '/faults',
    summary: 'The faults that may still strike, in the order in which they were set',
    answer: v.array(Fault),
    handle: (context) => context.broker.faults.list().map((fault) => shown(context, fault)),
  }),
  defineRoute({
    method: 'POST',
    path: '/faults',
    summary: 'Sets a fault',
    status: 201,
    body: NewFault,
    answer: Fault,
    handle(context, { body }) {
      if (body.partition !== undefined && body.topic === undefined) {
        throw new Problem(400, 'topic is missing: a fault for a partition needs it', 'topic');
      }
      return shown(context, set(context.broker.faults, body));
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/faults',
    summary: 'Removes all faults',
    handle: ({ broker }) => broker.faults.clear(),
  }),
  defineRoute({
    method: 'GET',
    path: '/faults/history',
    summary: 'What faults did, oldest first',
    answer: v.pipe(v.array(FaultStrike), v.readonly()),
    handle: ({ broker }) => broker.faults.history,
  }),
  defineRoute({
    method: 'GET',
    path: '/faults/{id}',
    summary: 'A fault',
    answer: Fault,
    handle: (context, { parameters }) => shown(context, find(context, parameters.id)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/faults/{id}',
    summary: 'Removes a fault',
    handle: (context, { parameters }) => find(context, parameters.id).remove(),
  }),
];
