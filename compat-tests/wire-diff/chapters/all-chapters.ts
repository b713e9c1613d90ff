// The chapters of the comparison, in the order in which they are run.

import type { Chapter } from '../side.ts';
import { acks } from './acks.ts';
import { cluster } from './cluster.ts';
import { connection } from './connection.ts';
import { consumerGroups } from './consumer-groups.ts';
import { features } from './features.ts';
import { fetchChapter } from './fetch.ts';
import { fetchSessions } from './fetch-sessions.ts';
import { groupFaults } from './group-faults.ts';
import { groupMembers } from './group-members.ts';
import { groupOffsets } from './group-offsets.ts';
import { groupStatics } from './group-statics.ts';
import { groupTransactions } from './group-transactions.ts';
import { groups } from './groups.ts';
import { idempotence } from './idempotence.ts';
import { modernGroupFaults } from './modern-group-faults.ts';
import { offsets } from './offsets.ts';
import { produceFaults } from './produce-faults.ts';
import { produceOptions } from './produce-options.ts';
import { replicaMoves } from './replica-moves.ts';
import { share } from './share.ts';
import { shareGroups } from './share-groups.ts';
import { shareStrangers } from './share-strangers.ts';
import { streamsGroups } from './streams-groups.ts';
import { topics } from './topics.ts';
import { transactions } from './transactions.ts';

export const allChapters: readonly Chapter[] = [
  connection,
  produceFaults,
  produceOptions,
  acks,
  idempotence,
  transactions,
  fetchChapter,
  fetchSessions,
  offsets,
  cluster,
  topics,
  replicaMoves,
  groups,
  groupMembers,
  groupStatics,
  groupOffsets,
  groupTransactions,
  groupFaults,
  consumerGroups,
  shareGroups,
  shareStrangers,
  streamsGroups,
  modernGroupFaults,
  share,
  features,
];
