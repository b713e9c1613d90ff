// Durations as people write them: a number and a unit, as in `250 ms`, `30s`, `1.5 minutes`, `7 days`.

const MS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ...unit(1, 'ms', 'millisecond', 'milliseconds'),
  ...unit(1_000, 's', 'sec', 'second', 'seconds'),
  ...unit(60_000, 'm', 'min', 'minute', 'minutes'),
  ...unit(3_600_000, 'h', 'hour', 'hours'),
  ...unit(86_400_000, 'd', 'day', 'days'),
  ...unit(604_800_000, 'w', 'week', 'weeks'),
]);

function unit(ms: number, ...names: string[]): [string, number][] {
  return names.map((name) => [name, ms]);
}

/** Milliseconds, or null for what is no duration with a unit. */
export function parseDuration(text: string): number | null {
  const [, number, name = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? [];
  const ms = Number(number) * (MS_PER_UNIT.get(name.toLowerCase()) ?? Number.NaN);
  return Number.isFinite(ms) ? ms : null;
}
