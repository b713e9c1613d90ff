// What went over the wire, while it was recorded.

import * as v from 'valibot';
import { timeline } from '../../testing/traffic/timeline.ts';
import { defineRoute, TextAnswer } from '../route.ts';
import { fields, oneOf } from '../schema.ts';
import { Exchange } from './shapes.ts';

const TEXT = 'text/plain';

export const trafficRoutes = [
  defineRoute({
    method: 'POST',
    path: '/traffic/start',
    summary: 'Records requests and answers from now on',
    handle: ({ broker }) => broker.traffic.record(),
  }),
  defineRoute({
    method: 'POST',
    path: '/traffic/stop',
    summary: 'Records no more; what was recorded stays',
    handle: ({ broker }) => broker.traffic.stop(),
  }),
  defineRoute({
    method: 'GET',
    path: '/traffic',
    summary: 'What was recorded, oldest first; as text, a line for each',
    query: fields({
      format: v.optional(oneOf(['json', 'text'])),
    }),
    answer: v.pipe(v.array(Exchange), v.readonly()),
    text: TEXT,
    handle({ broker }, { query: { format }, accept }) {
      const { exchanges } = broker.traffic;
      const asText = format ? format === 'text' : accept.startsWith(TEXT);
      return asText ? new TextAnswer(timeline(exchanges), `${TEXT}; charset=utf-8`) : exchanges;
    },
  }),
  defineRoute({
    method: 'DELETE',
    path: '/traffic',
    summary: 'Forgets what was recorded',
    handle: ({ broker }) => broker.traffic.clear(),
  }),
];
