// `klamm doctor HOST:PORT`: reaches a broker as a client would, and explains what would fail.

import type { Command } from 'commander';
import type { HostPort } from '../../base/host-port.ts';
import type { Finding } from '../../client/diagnosis.ts';
import { diagnose } from '../../client/diagnosis.ts';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, addressesOf, connectionOptions } from './client-options.ts';
import { addExamples } from './examples.ts';
import { parseAddresses } from './values.ts';

export function addDoctor(program: Command): void {
  const command = program
    .command('doctor')
    .description('reach a broker as a client would, and explain what fails')
    .argument('[address]', 'HOST:PORT of the broker', parseAddresses);
  addClientOptions(command).action(
    async (given: HostPort[] | undefined, options: ClientOptions) => {
      const addresses = given ?? addressesOf(options);
      const findings: Finding[] = [];
      for (const address of addresses) {
        findings.push(...(await diagnose(address, connectionOptions(options))));
      }
      const text = options.json
        ? `${JSON.stringify(findings, null, 2)}\n`
        : findings.map(linesOf).join('');
      process.stdout.write(text);
      if (findings.some(({ isGood }) => !isGood)) process.exitCode = 1;
    },
  );
  addExamples(command, 'klamm doctor localhost:9092', 'klamm doctor --timeout 3s --json');
}

function linesOf({ isGood, what, hint }: Finding): string {
  const lines = `${isGood ? 'ok  ' : 'FAIL'}  ${what}\n`;
  return hint === null ? lines : `${lines}      ${hint}\n`;
}
