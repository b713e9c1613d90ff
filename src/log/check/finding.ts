// What a check has found: one sentence each, with the place and how bad it is. A damaged file may break the
// same rule a million times: of those that are alike the first few are kept, all are counted.

/**
 * `error`: what is on the disk is wrong, and whoever opens it may lose or miss records. `warning`: it is not
 * as it should be, but opening it mends that. `note`: worth knowing, nothing is wrong.
 */
export type Severity = 'error' | 'warning' | 'note';

export interface Finding {
  readonly severity: Severity;
  /** The rule that is broken, in a word that stays the same: for programs. */
  readonly rule: string;
  /** Path of a file or a directory. */
  readonly file: string;
  /** Bytes from the start of the file; null: it is about the file as a whole. */
  readonly position: number | null;
  /** The offset of a record, where it is about one. */
  readonly offset: number | null;
  readonly message: string;
}

/** Where in its file a finding is. */
export interface Place {
  readonly position?: number;
  readonly offset?: number;
}

/** Findings that are kept of one rule in one file. */
const MOST_ALIKE = 20;
/** Findings that are kept in all. */
const MOST_KEPT = 10_000;

export class Findings {
  readonly #kept: Finding[] = [];
  readonly #alike = new Map<string, number>();
  readonly #counts = { error: 0, warning: 0, note: 0 };

  /** Those that are kept, in the order in which they were found. */
  get all(): readonly Finding[] {
    return this.#kept;
  }

  /** How many there were, kept or not. */
  count(severity: Severity): number {
    return this.#counts[severity];
  }

  /** How many are not among those that are kept. */
  get omitted(): number {
    const { error, warning, note } = this.#counts;
    return error + warning + note - this.#kept.length;
  }

  /** Takes findings about this file. */
  about(file: string): FileFindings {
    return new FileFindings(this, file);
  }

  add(finding: Finding): void {
    this.#counts[finding.severity]++;
    const kind = `${finding.rule} ${finding.file}`;
    const alike = this.#alike.get(kind) ?? 0;
    this.#alike.set(kind, alike + 1);
    if (alike < MOST_ALIKE && this.#kept.length < MOST_KEPT) this.#kept.push(finding);
  }
}

/** The findings about one file. */
export class FileFindings {
  readonly file: string;
  readonly #findings: Findings;

  constructor(findings: Findings, file: string) {
    this.#findings = findings;
    this.file = file;
  }

  error(rule: string, message: string, place: Place = {}): void {
    this.add('error', rule, message, place);
  }

  warning(rule: string, message: string, place: Place = {}): void {
    this.add('warning', rule, message, place);
  }

  note(rule: string, message: string, place: Place = {}): void {
    this.add('note', rule, message, place);
  }

  add(severity: Severity, rule: string, message: string, { position, offset }: Place = {}): void {
    this.#findings.add({
      severity,
      rule,
      file: this.file,
      position: position ?? null,
      offset: offset ?? null,
      message,
    });
  }
}
