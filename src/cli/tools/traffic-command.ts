// `klamm traffic`: tells a file of recorded traffic as a timeline, or why a group rebalanced.

import type { Command } from 'commander';
import { whyRebalanced } from '../../testing/groups/why-rebalanced.ts';
import { timeline } from '../../testing/traffic/timeline.ts';
import type { RecordedTraffic } from '../../testing/traffic/traffic-lines.ts';
import { readRecording } from './recording.ts';

interface TrafficOptions {
  readonly group?: string;
  readonly topic?: string;
  readonly client?: string;
  readonly json?: boolean;
}

export function addTraffic(program: Command): void {
  program
    .command('traffic')
    .description(
      'what clients and a broker said to each other, out of a file of klamm start --record',
    )
    .argument('<file>')
    .option('--group <group>', 'only what is about this group, and why it rebalanced')
    .option('--topic <topic>', 'only requests that name this topic')
    .option('--client <id>', 'only requests of this client id')
    .option('--json', 'JSON on stdout, for programs')
    .action((file: string, options: TrafficOptions) => {
      const { entries } = readRecording(file);
      const asked = entries.filter((entry) => isAskedFor(entry, options));
      process.stdout.write(
        options.json ? `${JSON.stringify(asked, null, 2)}\n` : `${asText(asked, options)}`,
      );
    });
}

type Entry = RecordedTraffic['entries'][number];

function isAskedFor(entry: Entry, { group, topic, client }: TrafficOptions): boolean {
  if (entry.type === 'event') {
    return topic === undefined && client === undefined && (group ?? entry.group) === entry.group;
  }
  return (
    (group === undefined || entry.groups.includes(group)) &&
    (topic === undefined || entry.topics.includes(topic)) &&
    (client === undefined || entry.clientId === client)
  );
}

function asText(entries: readonly Entry[], { group }: TrafficOptions): string {
  if (group === undefined) return timeline(entries);
  const events = entries.filter((entry) => entry.type === 'event');
  return `${timeline(entries)}\n${whyRebalanced(group, events)}\n`;
}
