// `klamm start --explain-config`: what the broker would start with, and where each setting comes from.

import type { StartConfig } from '../broker/config/start-config.ts';

const DEFAULT = 'default';

/** One line for each property that was given, and for where the broker listens and keeps its data. */
export function explainConfig(config: StartConfig): string {
  const { properties, sources, notices, logDirectories, memory } = config;
  const rows = new Map(properties);
  rows.set('log.dirs', memory ? '(memory)' : logDirectories.join(','));
  const keys = [...rows.keys()].sort();
  const lines = keys.map((key) => [`${key}=${rows.get(key)}`, sources.get(key) ?? DEFAULT]);
  const width = Math.max(...lines.map(([setting = '']) => setting.length));
  const told = lines.map(([setting = '', source]) => `${setting.padEnd(width)}  # ${source}`);
  return [...told, ...notices.map((notice) => `# ${notice}`), ''].join('\n');
}
