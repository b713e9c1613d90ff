// What an import finds worth telling: what stands against it, what is carried along without effect, what
// stays behind. Nothing is left out of a new directory without a finding that says so.

/** What a person may accept on the command line to go on in spite of it. */
export const ACCEPTABLE = ['fewer-replicas', 'tiered-storage'] as const;
export type Acceptable = (typeof ACCEPTABLE)[number];

export interface Finding {
  /** What it is about, as a word for programs. */
  readonly kind: string;
  /** A sentence without its full stop. */
  readonly message: string;
  /** What it holds for, each by its name: partitions, directories, principals. */
  readonly items: readonly string[];
  /** `--accept` with this word goes on in spite of it. */
  readonly accept?: Acceptable;
}

const SHOWN_ITEMS = 10;

/** A finding as lines of text, its items shortened to a few. */
export function describeFinding({ message, items, accept }: Finding): string {
  const shown = items.slice(0, SHOWN_ITEMS).join(', ');
  const more = items.length > SHOWN_ITEMS ? ` and ${items.length - SHOWN_ITEMS} more` : '';
  const list = items.length > 0 ? `: ${shown}${more}` : '';
  const way = accept ? ` (--accept ${accept} goes on in spite of it)` : '';
  return `${message}${list}${way}`;
}
