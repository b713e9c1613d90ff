// What goes wrong, and when.

import * as v from 'valibot';
import { errorName } from '../../base/error-code.ts';
import type { Fault as SetFault } from '../../testing/faults/fault.ts';
import type { AdminContext } from '../admin-context.ts';
import { Problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { NewFault, setFault } from './new-fault.ts';
import { Fault, FaultStrike } from './shapes.ts';

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
      if ('partition' in body && body.partition !== undefined && body.topic === undefined) {
        throw new Problem(400, 'topic is missing: a fault for a partition needs it', 'topic');
      }
      return shown(context, setFault(context.broker.faults, body));
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
