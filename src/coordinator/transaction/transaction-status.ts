// The states of a transactional id, as data: the number that stands in its record, the states that it may
// come from, and whether an id may be forgotten in it. Names as the protocol spells them.

/** `Dead` and `PrepareEpochFence` are Apache Kafka's between an append and its commit; no record has them. */
export type TransactionStatus =
  | 'Empty'
  | 'Ongoing'
  | 'PrepareCommit'
  | 'PrepareAbort'
  | 'CompleteCommit'
  | 'CompleteAbort';

interface StatusDefinition {
  /** In the record. */
  readonly id: number;
  readonly previous: readonly TransactionStatus[];
  readonly mayExpire: boolean;
}

export const TRANSACTION_STATUSES: Readonly<Record<TransactionStatus, StatusDefinition>> = {
  Empty: { id: 0, previous: ['Empty', 'CompleteCommit', 'CompleteAbort'], mayExpire: true },
  Ongoing: {
    id: 1,
    previous: ['Ongoing', 'Empty', 'CompleteCommit', 'CompleteAbort'],
    mayExpire: false,
  },
  PrepareCommit: { id: 2, previous: ['Ongoing'], mayExpire: false },
  // With transactions v2 what is empty can be aborted too: the producer may know of appends that we do not.
  PrepareAbort: {
    id: 3,
    previous: ['Ongoing', 'Empty', 'CompleteCommit', 'CompleteAbort'],
    mayExpire: false,
  },
  CompleteCommit: { id: 4, previous: ['PrepareCommit'], mayExpire: true },
  CompleteAbort: { id: 5, previous: ['PrepareAbort'], mayExpire: true },
};

/** Names that a filter may use though no transactional id is ever seen in them. */
const UNSEEN_STATUSES: ReadonlySet<string> = new Set(['Dead', 'PrepareEpochFence']);

/** Whether a state of this name exists. */
export function isTransactionStatusName(name: string): boolean {
  return Object.hasOwn(TRANSACTION_STATUSES, name) || UNSEEN_STATUSES.has(name);
}

/** The state with this number; null when there is none that a record may have. */
export function transactionStatusOf(id: number): TransactionStatus | null {
  for (const [name, definition] of Object.entries(TRANSACTION_STATUSES)) {
    if (definition.id === id) return name as TransactionStatus;
  }
  return null;
}
