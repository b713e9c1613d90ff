// The error codes that a response holds, of whatever API it is.

/** Every code but NONE, as often as it is there. */
export function errorCodesIn(response: unknown, codes: number[] = []): number[] {
  if (Array.isArray(response)) {
    for (const item of response) errorCodesIn(item, codes);
    return codes;
  }
  // Bytes and records have a length and no errors.
  if (response === null || typeof response !== 'object' || 'byteLength' in response) return codes;
  for (const [field, value] of Object.entries(response)) {
    if (typeof value === 'object') errorCodesIn(value, codes);
    else if (typeof value === 'number' && value !== 0 && /errorCode$/i.test(field))
      codes.push(value);
  }
  return codes;
}
