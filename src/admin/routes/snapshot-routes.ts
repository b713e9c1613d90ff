// Snapshots, and the brokers that begin with one.

import * as v from 'valibot';
import type { AdminContext, Fork } from '../admin-context.ts';
import { Problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { fields, text } from '../schema.ts';
import { brokerOf } from './broker-routes.ts';
import { Broker, ForkedBroker, Snapshot } from './shapes.ts';

function shownFork(id: string, { broker, url }: Fork) {
  return { id, bootstrapServers: broker.bootstrapServers, adminUrl: url };
}

async function take({ broker, snapshots }: AdminContext, given: string | undefined) {
  if (!broker.world.isInOneDirectory) {
    throw new Problem(409, 'a broker with several log directories has no snapshots');
  }
  snapshots.requireFree(given);
  const snapshot = await broker.snapshot();
  const takenAtMs = broker.clock.now().getTime();
  return { id: snapshots.add({ snapshot, takenAtMs }, given), takenAtMs };
}

export const snapshotRoutes = [
  defineRoute({
    method: 'GET',
    path: '/snapshots',
    summary: 'The snapshots that were taken, oldest first',
    answer: v.array(Snapshot),
    handle: ({ snapshots }) =>
      snapshots.entries().map(([id, { takenAtMs }]) => ({ id, takenAtMs })),
  }),
  defineRoute({
    method: 'POST',
    path: '/snapshots',
    summary: 'Keeps what the broker holds at this moment',
    status: 201,
    body: fields({ id: v.optional(text('its id from now on; left out: one is made up')) }),
    answer: Snapshot,
    handle: (context, { body }) => take(context, body.id),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/snapshots/{id}',
    summary: 'Forgets a snapshot',
    handle: ({ snapshots }, { parameters }) => snapshots.take(parameters.id).snapshot.remove(),
  }),
  defineRoute({
    method: 'POST',
    path: '/snapshots/{id}/restore',
    summary: 'Puts the broker back to a snapshot, on the same port',
    answer: Broker,
    async handle(context, { parameters }) {
      const { snapshot } = context.snapshots.get(parameters.id);
      await context.broker.restore(snapshot);
      return brokerOf(context);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/snapshots/{id}/fork',
    summary: 'Starts another broker with what the snapshot holds, on a port of its own',
    status: 201,
    answer: ForkedBroker,
    async handle(context, { parameters }) {
      const { snapshot } = context.snapshots.get(parameters.id);
      context.forks.requireFree();
      const fork = await context.fork(snapshot);
      return shownFork(context.forks.add(fork), fork);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/brokers',
    summary: 'The brokers that were forked',
    answer: v.array(ForkedBroker),
    handle: ({ forks }) => forks.entries().map(([id, fork]) => shownFork(id, fork)),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/brokers/{id}',
    summary: 'Stops a broker that was forked',
    handle: ({ forks }, { parameters }) => forks.take(parameters.id).close(),
  }),
];
