// `klamm start --explain-config`: what the broker would start with, where each setting comes from, and over what it won.

import { EFFECTIVE_CONFIGS } from '../broker/config/effective-configs.ts';
import type { Given } from '../broker/config/given-settings.ts';
import { isSecret } from '../broker/config/secrets.ts';
import type { StartConfig } from '../broker/config/start-config.ts';

const DEFAULT = 'default';
/** Settings that are longer than this have their sources right behind them. */
const WIDEST_COLUMN = 56;

/** One line for each property that was given, and for where the broker listens and keeps its data. */
export function explainConfig(config: StartConfig): string {
  const { properties, given, notices, logDirectories, memory, release } = config;
  const rows = new Map(properties);
  rows.set('log.dirs', memory ? '(memory)' : logDirectories.join(','));
  const keys = [...rows.keys()].sort();
  const settings = keys.map((key) => shown(key, rows.get(key) ?? ''));
  const widths = settings.map(({ length }) => length).filter((length) => length <= WIDEST_COLUMN);
  const width = Math.max(0, ...widths);
  const lines = keys.map((key, at) => {
    return `${(settings[at] ?? '').padEnd(width)}  # ${sourceOf(key, given.get(key) ?? [])}`;
  });
  const as = release ? [`# as Apache Kafka ${release.name}`] : [];
  return [...as, ...lines, ...notices.map((notice) => `# ${notice}`), ''].join('\n');
}

function sourceOf(key: string, [first, ...others]: readonly Given[]): string {
  const over = others.map(({ value, source }) => `${source} (${shownValue(key, value)})`);
  const winner = first?.source ?? DEFAULT;
  const won = over.length > 0 ? `${winner}, over ${over.join(', ')}` : winner;
  return EFFECTIVE_CONFIGS.has(key) ? won : `${won}; no effect`;
}

const shown = (key: string, value: string): string => `${key}=${shownValue(key, value)}`;

/** What this prints may end up in the log of a CI job. */
function shownValue(key: string, value: string): string {
  return isSecret(key) ? '(hidden)' : value;
}
