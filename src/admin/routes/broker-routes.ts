// The broker itself: what it is, whether it serves, its ends and beginnings.

import packageJson from '../../../package.json' with { type: 'json' };
import type { AdminContext } from '../admin-context.ts';
import { Problem } from '../problem.ts';
import { defineRoute, TextAnswer } from '../route.ts';
import { Broker, Health } from './shapes.ts';

const { version } = packageJson;

export function brokerOf({ broker }: AdminContext) {
  const { bootstrapServers, running } = broker;
  return { name: 'klamm' as const, version, bootstrapServers, clusterId: running.clusterId };
}

function requireWhole(context: AdminContext): void {
  const failure = context.failure();
  if (failure !== null) throw new Problem(503, `the broker has stopped: ${failure}`);
}

export const brokerRoutes = [
  defineRoute({
    method: 'GET',
    path: '/',
    summary: 'What this is, and where clients find it',
    answer: Broker,
    handle: brokerOf,
  }),
  defineRoute({
    method: 'GET',
    path: '/ready',
    summary: 'Whether the broker serves now; 503 while it does not',
    answer: Health,
    handle(context) {
      requireWhole(context);
      if (context.broker.running.isServing) return { status: 'ready' as const };
      throw new Problem(503, 'the broker does not serve now');
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/health',
    summary: 'Whether the broker can go on: 503 once its disk has failed it',
    answer: Health,
    handle(context) {
      requireWhole(context);
      return { status: 'healthy' as const };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/metrics',
    summary: 'What the broker counts, for Prometheus',
    text: 'text/plain',
    async handle({ metrics }) {
      const { text, contentType } = await metrics();
      return new TextAnswer(text, contentType);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/restart',
    summary: 'Stops the broker cleanly and starts it on the same port; answers once it serves',
    answer: Broker,
    async handle(context) {
      await context.broker.restart();
      return brokerOf(context);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/kill',
    summary: 'The same without a clean stop, as after `kill -9`',
    answer: Broker,
    async handle(context) {
      await context.broker.kill();
      return brokerOf(context);
    },
  }),
];
