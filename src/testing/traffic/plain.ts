// A message as plain data that can be kept and written as JSON: bytes are told by their number (or whole, to be
// sent again), unknown tagged fields are left out.

const LEFT_OUT = new Set(['unknownTaggedFields']);

/** Bytes, of which the content is kept only on demand. */
export interface Bytes {
  readonly bytes: number;
  readonly base64?: string;
}

/** With the content of all bytes if told; records that are not read yet have none. */
export function plain(value: unknown, withContent = false): unknown {
  if (Array.isArray(value)) return value.map((each) => plain(each, withContent));
  if (value instanceof Uint8Array) return bytesOf(value, withContent);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  // Records that are read when the answer is encoded (RecordsSource).
  if ('byteLength' in value) return { bytes: Number(value.byteLength) } satisfies Bytes;
  const fields = Object.entries(value).filter(
    ([name, field]) => !LEFT_OUT.has(name) && field !== undefined && typeof field !== 'function',
  );
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field, withContent)]));
}

function bytesOf(value: Uint8Array, withContent: boolean): Bytes {
  const bytes = value.byteLength;
  return withContent ? { bytes, base64: Buffer.from(value).toString('base64') } : { bytes };
}
