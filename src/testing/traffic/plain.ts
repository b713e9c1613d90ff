// A message as plain data that can be kept and written as JSON: bytes are told by their number, unknown tagged
// fields are left out.

const LEFT_OUT = new Set(['unknownTaggedFields']);

/** Bytes of which only the number is kept. */
export interface Bytes {
  readonly bytes: number;
}

export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Uint8Array) return { bytes: value.byteLength } satisfies Bytes;
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  // Records that are read when the answer is encoded (RecordsSource).
  if ('byteLength' in value) return { bytes: Number(value.byteLength) } satisfies Bytes;
  const fields = Object.entries(value).filter(
    ([name, field]) => !LEFT_OUT.has(name) && field !== undefined && typeof field !== 'function',
  );
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]));
}
