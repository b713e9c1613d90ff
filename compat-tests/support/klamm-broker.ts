// How Klamm is started: the sources under the pinned Node, as `npm start` does it.

import path from 'node:path';
import type { BrokerCommand, BrokerPlace } from './broker.ts';
import { pinnedNode, repositoryRoot } from './paths.ts';

/** The command that starts, or starts again, a Klamm broker. */
export function klammCommand(place: BrokerPlace): BrokerCommand {
  const settings = Object.entries(place.properties).flatMap(([key, value]) => [
    '--set',
    `${key}=${value}`,
  ]);
  return {
    command: pinnedNode,
    args: [
      path.join(repositoryRoot, 'src/cli/main.ts'),
      'start',
      ...['--host', '127.0.0.1', '--port', String(place.port)],
      ...['--set', `log.dirs=${place.logDirectories.join(',')}`],
      ...settings,
    ],
  };
}
