// What is left undone when a broker is about to stop: records that were read and not committed, transactions that
// nobody has ended.

import type { Services } from '../../dispatch/services.ts';
import { committedOffsets } from '../groups/group-offsets.ts';
import type { Reading, ReadPositions } from '../read-positions.ts';

/** A sentence for each partition of which a group has read more than it has committed. */
export async function uncommittedOffsets(
  services: Services,
  positions: ReadPositions,
): Promise<string[]> {
  const committed = await committedByGroup(services);
  const sentences = positions.readings().flatMap((reading) => {
    // A group that is gone has nothing to commit, and a client without one reads as it likes.
    const groups = positions.groupsOf(reading.clientId).filter((group) => committed.has(group));
    const offsets = groups.map((group) => committed.get(group)?.get(keyOf(reading)) ?? 0);
    // Of groups whose members have one client id, it is not known who has read.
    if (groups.length === 0 || offsets.some((offset) => offset >= reading.to)) return [];
    return [sentenceOf(reading, groups, Math.max(...offsets))];
  });
  return [...new Set(sentences)];
}

function sentenceOf(
  { clientId, topic, partition, to }: Reading,
  groups: readonly string[],
  committed: number,
): string {
  const has = committed > 0 ? `committed ${committed}` : 'committed nothing';
  return `group ${groups.join(' or ')} has read ${topic}-${partition} up to offset ${to} (client ${clientId}) and ${has}`;
}

async function committedByGroup(services: Services): Promise<Map<string, Map<string, number>>> {
  const { groups } = await services.groups.listGroups({ statesFilter: [], typesFilter: [] });
  const found = new Map<string, Map<string, number>>();
  for (const { groupId } of groups) {
    const offsets = await committedOffsets(services, groupId);
    found.set(groupId, new Map(offsets.map((offset) => [keyOf(offset), offset.committed])));
  }
  return found;
}

function keyOf({ topic, partition }: { readonly topic: string; readonly partition: number }) {
  return `${topic}-${partition}`;
}

/** A sentence for each transaction that is under way. */
export async function openTransactions({ transactions }: Services): Promise<string[]> {
  const all = { producerIds: new Set<number>(), durationMs: -1, matchesId: () => true };
  const filter = { ...all, states: new Set(['Ongoing']) };
  const open = await transactions.listTransactions(filter);
  return open.map(
    ({ transactionalId }) =>
      `the transaction of ${transactionalId} was neither committed nor aborted: nobody reads its records`,
  );
}
