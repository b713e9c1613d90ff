// What a group keeps of the bytes that its members sent. Decoded bytes are slices of blocks that much else is in,
// and members mostly say the same: kept as they come, they hold on to many times what they are. Here they are
// the same object where they are equal, and are alone in their block.

interface Offer {
  readonly name: string;
  readonly metadata: Buffer;
}

/** The same text, as the other one if they are equal. */
export function sharedText(text: string, other: string | undefined): string {
  return text === other ? other : text;
}

/** Protocols to keep: another member's if they are the same, else copies. */
export function keptProtocols(
  protocols: readonly Offer[],
  other: readonly Offer[] | undefined,
): readonly Offer[] {
  if (other !== undefined && areSame(protocols, other)) return other;
  const kept = keptTogether(protocols.map(({ metadata }) => metadata));
  return protocols.map(({ name }, at) => ({ name, metadata: kept[at] as Buffer }));
}

/** Whether these are the same protocols in the same order, with equal metadata. */
export function areSame(some: readonly Offer[], others: readonly Offer[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, metadata }, at) => {
      const other = others[at];
      return other !== undefined && other.name === name && other.metadata.equals(metadata);
    })
  );
}

/** Copies of several stretches of bytes, in one block that nothing else is in. */
export function keptTogether(all: readonly Buffer[]): Buffer[] {
  const block = Buffer.allocUnsafeSlow(all.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  return all.map((bytes) => {
    const kept = block.subarray(at, at + bytes.length);
    kept.set(bytes);
    at += bytes.length;
    return kept;
  });
}
