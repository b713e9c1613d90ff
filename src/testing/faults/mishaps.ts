// What happens to a broker at once, by the services that do it in earnest: it is no pretence, so whoever meets it is
// answered as ever.

import { ErrorCode, errorName } from '../../base/error-code.ts';
import type { Services } from '../../dispatch/services.ts';

/** What the producer that fences asks for; whoever begins with the id after it says what it wants. */
const TIMEOUT_MS = 60_000;

/** The group's partition of `__consumer_offsets` is given up; the next request about it reads it again. */
export function loseCoordinator({ groups }: Services, group: string): void {
  groups.unload(groups.partitionFor(group));
  groups.load();
}

/** Throws Error that names the error code where there is none to fence. */
export async function fenceProducer(
  { transactions }: Services,
  transactionalId: string,
): Promise<void> {
  const [described] = await transactions.describeTransactions([transactionalId]);
  if (described === undefined || described.errorCode !== ErrorCode.NONE) {
    throw new Error(`no producer has begun with the transactional id ${transactionalId}`);
  }
  const timeoutMs = described.transactionTimeoutMs || TIMEOUT_MS;
  const asked = { transactionalId, timeoutMs, enable2Pc: false, keepPreparedTxn: false };
  const answer = await transactions.initProducerId({ ...asked, current: null });
  // With a transaction under way it is fenced by now, and the transaction is being aborted.
  if (typeof answer !== 'number' || answer === ErrorCode.CONCURRENT_TRANSACTIONS) return;
  throw new Error(`the producer of ${transactionalId} could not be fenced: ${errorName(answer)}`);
}

/** Throws Error where the group has no such member. */
export async function expireMember(
  { groups }: Services,
  group: string,
  memberId: string | undefined,
): Promise<readonly string[]> {
  const expired = await groups.shards.expireSessions(group, memberId);
  if (expired.length > 0) return expired;
  const who = memberId === undefined ? 'a member' : `the member ${memberId}`;
  throw new Error(`the group ${group} does not have ${who} whose session could expire`);
}

/** The new leader epoch. Throws KafkaError where there is no such partition. */
export function electLeader(
  { controller }: Services,
  topic: string,
  partition: number,
): Promise<number> {
  return controller.electLeader(topic, partition);
}
