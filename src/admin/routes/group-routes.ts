// Groups of every kind, seen from the broker.

import * as v from 'valibot';
import { nearestOf } from '../../base/nearest.ts';
import type { TestGroup } from '../../testing/groups/test-group.ts';
import type { GroupView } from '../../testing/groups/watched-group.ts';
import type { TestBroker } from '../../testing/test-broker.ts';
import type { WaitOptions } from '../../testing/wait-until.ts';
import { Problem } from '../problem.ts';
import { defineRoute } from '../route.ts';
import { fields, oneOf, wholeNumber } from '../schema.ts';
import { Group, GroupHistory, ListedGroup } from './shapes.ts';
import { WAITING, waited } from './waiting.ts';

const STATES = ['stable', 'empty', 'lag-zero'] as const;

interface Wanted extends WaitOptions {
  readonly members?: number;
}

const WAIT_FOR: Readonly<
  Record<(typeof STATES)[number], (group: TestGroup, wanted: Wanted) => Promise<GroupView>>
> = {
  stable: (group, wanted) => group.stable(wanted),
  empty: (group, wanted) => group.empty(wanted),
  'lag-zero': (group, wanted) => group.lagZero(wanted),
};

async function listedGroups({ running }: TestBroker) {
  const everything = { statesFilter: [], typesFilter: [] };
  const { groups } = await running.services.groups.listGroups(everything);
  return groups
    .map(({ groupId, groupType, groupState }) => {
      return { groupId, type: groupType ?? '', state: groupState ?? '' };
    })
    .sort((one, other) => (one.groupId < other.groupId ? -1 : 1));
}

async function noSuchGroup(broker: TestBroker, groupId: string): Promise<Problem> {
  const ids = (await listedGroups(broker)).map((group) => group.groupId);
  const nearest = nearestOf(groupId, ids);
  const hint = nearest ? `, did you mean ${nearest}?` : '';
  return new Problem(404, `there is no group ${groupId}${hint}`, 'group');
}

/** Throws Problem for a group that is not there. */
export async function requireGroup(broker: TestBroker, groupId: string): Promise<void> {
  const { type } = await broker.group(groupId).view();
  if (type === null) throw await noSuchGroup(broker, groupId);
}

export const groupRoutes = [
  defineRoute({
    method: 'GET',
    path: '/groups',
    summary: 'The groups, by id',
    answer: v.array(ListedGroup),
    handle: ({ broker }) => listedGroups(broker),
  }),
  defineRoute({
    method: 'GET',
    path: '/groups/{group}',
    summary: 'A group: members with what they are assigned, committed offsets, lag',
    answer: Group,
    async handle({ broker }, { parameters: { group: groupId } }) {
      const view = await broker.group(groupId).view();
      if (view.type !== null) return { groupId, ...view };
      throw await noSuchGroup(broker, groupId);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/groups/{group}/wait',
    summary: 'Answers with the group once it is so; it need not exist yet',
    query: fields({
      state: oneOf(STATES),
      members: v.optional(wholeNumber(0, 'with `stable`: that many')),
      ...WAITING,
    }),
    answer: Group,
    async handle({ broker }, { parameters: { group: groupId }, query }) {
      const { state, members, timeout } = query;
      if (members !== undefined && state !== 'stable') {
        throw new Problem(400, 'members goes with state=stable alone', 'members');
      }
      const wait = {
        ...(members === undefined ? {} : { members }),
        ...(timeout === undefined ? {} : { timeout }),
      };
      return { groupId, ...(await waited(WAIT_FOR[state](broker.group(groupId), wait))) };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/groups/{group}/history',
    summary: 'Who came and went, and why it rebalanced',
    answer: GroupHistory,
    handle({ broker }, { parameters }) {
      const group = broker.group(parameters.group);
      return { why: group.whyRebalanced(), events: group.history() };
    },
  }),
];
