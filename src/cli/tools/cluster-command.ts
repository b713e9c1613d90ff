// `klamm cluster`: the brokers of a cluster, and which of them is the controller.

import type { Command } from 'commander';
import type { ClientOptions } from './client-options.ts';
import { addClientOptions, withClient } from './client-options.ts';
import { addExamples } from './examples.ts';
import { printRows } from './output.ts';

interface BrokerRow {
  readonly cluster: string | null;
  readonly broker: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
  readonly isController: boolean;
}

export function addCluster(program: Command): void {
  const command = program.command('cluster').description('the brokers of a cluster');
  addClientOptions(command).action((options: ClientOptions) =>
    withClient(options, async (client) => {
      const { brokers, clusterId, controllerId } = await client.metadata([]);
      const rows = brokers
        .map(({ nodeId, host, port, rack }): BrokerRow => {
          const isController = nodeId === controllerId;
          return { cluster: clusterId, broker: nodeId, host, port, rack, isController };
        })
        .sort((a, b) => a.broker - b.broker);
      const columns = [
        { title: 'CLUSTER', value: ({ cluster }: BrokerRow) => cluster },
        { title: 'BROKER', value: ({ broker }: BrokerRow) => broker },
        { title: 'HOST', value: ({ host }: BrokerRow) => host },
        { title: 'PORT', value: ({ port }: BrokerRow) => port },
        { title: 'RACK', value: ({ rack }: BrokerRow) => rack },
        { title: 'CONTROLLER', value: (row: BrokerRow) => (row.isController ? 'yes' : '') },
      ];
      printRows(rows, columns, options);
    }),
  );
  addExamples(command, 'klamm cluster', 'klamm cluster -b localhost:9092 --json');
}
