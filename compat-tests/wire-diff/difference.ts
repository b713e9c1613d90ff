// Where two plain values differ, field by field.

export interface Difference {
  /** Like `topics[0].errorCode`; empty for the whole value. */
  readonly path: string;
  readonly apache: unknown;
  readonly klamm: unknown;
}

/** All places where the values differ. */
export function differences(apache: unknown, klamm: unknown, path = ''): Difference[] {
  if (Object.is(apache, klamm)) return [];
  if (Array.isArray(apache) && Array.isArray(klamm)) {
    if (apache.length !== klamm.length) return [{ path, apache, klamm }];
    return apache.flatMap((item, index) => differences(item, klamm[index], `${path}[${index}]`));
  }
  if (isRecord(apache) && isRecord(klamm)) {
    const keys = new Set([...Object.keys(apache), ...Object.keys(klamm)]);
    const prefix = path === '' ? '' : `${path}.`;
    return [...keys].flatMap((key) => differences(apache[key], klamm[key], `${prefix}${key}`));
  }
  return [{ path, apache, klamm }];
}

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
