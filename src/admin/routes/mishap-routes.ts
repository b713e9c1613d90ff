// What happens to the broker at once, as opposed to a fault that waits for what it strikes.

import * as v from 'valibot';
import { Problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { fields, text } from '../schema.ts';
import { requireGroup } from './group-routes.ts';

/** What it cannot happen to is told in a sentence by who looks for it. */
async function happened<Result>(mishap: Promise<Result>): Promise<Result> {
  try {
    return await mishap;
  } catch (error) {
    const isTold = error instanceof Error && ['Error', 'KafkaError'].includes(error.name);
    throw isTold ? new Problem(404, error.message) : error;
  }
}

export const mishapRoutes = [
  defineRoute({
    method: 'POST',
    path: '/groups/{group}/lose-coordinator',
    summary: 'The coordinator of the group forgets it, and reads its state again from the log',
    async handle({ broker }, { parameters: { group } }) {
      await requireGroup(broker, group);
      broker.faults.loseCoordinator(group);
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/groups/{group}/expire',
    summary: 'Ends the session of a member now, or of all, with the rebalance that follows',
    body: fields({ memberId: v.optional(text('left out: all of them')) }),
    answer: v.object({ expired: v.pipe(v.array(v.string()), v.readonly()) }),
    async handle({ broker }, { parameters: { group }, body: { memberId } }) {
      await requireGroup(broker, group);
      return { expired: await happened(broker.faults.expireMember(group, memberId)) };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/producers/{transactionalId}/fence',
    summary: 'Fences a producer, as another one that begins with its transactional id does',
    handle: ({ broker }, { parameters }) =>
      happened(broker.faults.fenceProducer(parameters.transactionalId)),
  }),
  defineRoute({
    method: 'POST',
    path: '/topics/{topic}/partitions/{partition}/elect-leader',
    summary: 'Elects the leader of a partition anew: its leader epoch grows',
    handle({ broker }, { parameters: { topic, partition } }) {
      if (!/^\d{1,9}$/.test(partition)) {
        throw new Problem(400, `partition must be a whole number, not ${partition}`, 'partition');
      }
      return happened(broker.faults.electLeader(topic, Number(partition)));
    },
  }),
];
