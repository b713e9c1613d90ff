// What strictness finds: something that an application should not have done, or left undone.

export type FindingKind =
  /** A group has read records and not committed them. */
  | 'uncommitted-offsets'
  /** Records were sent and nobody waited to hear whether they were kept. */
  | 'unawaited-records'
  /** A transaction was neither committed nor aborted. */
  | 'open-transaction'
  /** A request in a version that Apache Kafka has removed. */
  | 'removed-version'
  /** A group took a member out by itself. */
  | 'unasked-rebalance';

export interface Finding {
  readonly kind: FindingKind;
  /** Broker time, milliseconds since the epoch. */
  readonly atMs: number;
  /** A sentence. */
  readonly message: string;
}

/** A broker that is strict has found something; thrown when it is closed. */
export class StrictnessError extends Error {
  override name = 'StrictnessError';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const lines = findings.map(({ kind, message }) => `\n- ${message} [${kind}]`);
    super(`strictness has found ${findings.length} of what should not be:${lines.join('')}`);
    this.findings = findings;
  }
}
