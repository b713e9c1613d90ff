// Durations as a person writes them: milliseconds as a number, or a text such as `7 days` or `1.5 s`.

/** Milliseconds, or a number with a unit: `250 ms`, `30 s`, `5 minutes`, `7 days`. */
export type Duration = number | string;

const MS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ...unit(1, 'ms', 'millisecond', 'milliseconds'),
  ...unit(1_000, 's', 'second', 'seconds'),
  ...unit(60_000, 'm', 'min', 'minute', 'minutes'),
  ...unit(3_600_000, 'h', 'hour', 'hours'),
  ...unit(86_400_000, 'd', 'day', 'days'),
  ...unit(604_800_000, 'w', 'week', 'weeks'),
]);

function unit(ms: number, ...names: string[]): [string, number][] {
  return names.map((name) => [name, ms]);
}

/** The duration in milliseconds. Throws TypeError for what is none. */
export function durationMs(duration: Duration): number {
  const ms = typeof duration === 'number' ? duration : parse(duration);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  throw new TypeError(
    `'${duration}' is no duration: give milliseconds, or a number with a unit such as '30 s', '5 minutes' or '7 days'`,
  );
}

function parse(text: string): number {
  const [, number = '', name = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? [];
  return (
    Number(number === '' ? Number.NaN : number) *
    (MS_PER_UNIT.get(name.toLowerCase()) ?? Number.NaN)
  );
}
