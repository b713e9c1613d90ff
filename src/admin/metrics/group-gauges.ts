// Groups: how many members they have, what they have committed, and how far they are behind.

import type { Registry } from 'prom-client';
import { Gauge } from 'prom-client';
import type { Services } from '../../dispatch/services.ts';
import type { GroupView } from '../../testing/groups/watched-group.ts';

export class GroupGauges {
  readonly #members: Gauge;
  readonly #committed: Gauge;
  readonly #lag: Gauge;

  constructor(registry: Registry) {
    const gauge = (what: string, help: string, ...more: string[]) => {
      const labelNames = ['consumergroup', ...more];
      const name = `kafka_consumergroup_${what}`;
      return new Gauge({ name, help, labelNames, registers: [registry] });
    };
    const place = ['topic', 'partition'];
    this.#members = gauge('members', 'Members of a group.');
    this.#committed = gauge('current_offset', 'What a group has committed.', ...place);
    this.#lag = gauge('lag', 'Offsets between what a group has committed and the end.', ...place);
  }

  /** Takes the numbers of all groups as they are now. */
  async look(services: Services, viewOf: (groupId: string) => Promise<GroupView>): Promise<void> {
    const everything = { statesFilter: [], typesFilter: [] };
    const { groups } = await services.groups.listGroups(everything);
    const seen = await Promise.all(
      groups.map(async ({ groupId }) => ({ groupId, view: await viewOf(groupId) })),
    );
    for (const gauge of [this.#members, this.#committed, this.#lag]) gauge.reset();
    for (const { groupId: consumergroup, view } of seen) {
      this.#members.set({ consumergroup }, view.members.length);
      for (const { topic, partition, committed, lag } of view.offsets) {
        this.#committed.set({ consumergroup, topic, partition }, committed);
        this.#lag.set({ consumergroup, topic, partition }, lag);
      }
    }
  }
}
