// `klamm replay`: sends recorded traffic to a broker, and says what was answered otherwise.

import type { Command } from 'commander';
import { errorName } from '../../base/error-code.ts';
import { BrokerConnection } from '../../client/broker-connection.ts';
import type { Difference } from '../../testing/traffic/replay.ts';
import { replayTraffic } from '../../testing/traffic/replay.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, addressesOf, connectionOptions } from './client-options.ts';
import { addExamples } from './examples.ts';
import { readRecording } from './recording.ts';

export function addReplay(program: Command): void {
  const command = program
    .command('replay')
    .description(
      'send recorded requests to another broker; the exit code is 1 when it answers otherwise',
    )
    .argument('<file>', 'what klamm start --record has written');
  addClientOptions(command).action(async (file: string, options: ClientOptions) => {
    const { entries } = readRecording(file);
    const [address] = addressesOf(options);
    if (address === undefined) return;
    const exchanges = entries.filter((entry) => entry.type === 'exchange');
    const report = await replayTraffic(exchanges, (clientId) =>
      BrokerConnection.open(address, { ...connectionOptions(options), clientId }),
    );
    const text = [
      ...report.differences.map(lineOf),
      `${report.sent} requests, ${report.differences.length} answered otherwise`,
    ];
    process.stdout.write(
      options.json ? `${JSON.stringify(report, null, 2)}\n` : `${text.join('\n')}\n`,
    );
    process.exitCode = report.differences.length === 0 ? 0 : 1;
  });
  addExamples(command, 'klamm replay traffic.jsonl -b localhost:9092');
}

function lineOf({ number, api, recorded, replayed }: Difference): string {
  return `request ${number} ${api}: ${wordsOf(replayed)}, recorded was ${wordsOf(recorded)}`;
}

function wordsOf(errors: readonly number[] | null): string {
  if (errors === null) return 'no answer';
  return errors.length === 0 ? 'ok' : [...new Set(errors)].map(errorName).join(', ');
}
