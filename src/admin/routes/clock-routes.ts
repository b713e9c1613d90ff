// The broker's time.

import type { TestBroker } from '../../testing/test-broker.ts';
import { defineRoute } from '../route.ts';
import { duration, fields } from '../schema.ts';
import { Clock } from './shapes.ts';

function clockOf({ clock }: TestBroker) {
  const now = clock.now();
  return { now: now.toISOString(), nowMs: now.getTime() };
}

export const clockRoutes = [
  defineRoute({
    method: 'GET',
    path: '/clock',
    summary: 'The broker’s wall clock',
    answer: Clock,
    handle: ({ broker }) => clockOf(broker),
  }),
  defineRoute({
    method: 'POST',
    path: '/clock/advance',
    summary: 'Moves time forward; answers when all that fell due has happened',
    body: fields({ by: duration('how far') }),
    answer: Clock,
    async handle({ broker }, { body }) {
      await broker.clock.advance(body.by);
      return clockOf(broker);
    },
  }),
];
