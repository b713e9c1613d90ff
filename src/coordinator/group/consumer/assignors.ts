// The server-side assignors that this broker offers (`group.consumer.assignors`), by their names or by the
// names of Apache Kafka's classes.

import type { PartitionAssignor } from '../assignor/partition-assignor.ts';
import { rangeAssignor } from '../assignor/range-assignor.ts';
import { uniformAssignor } from '../assignor/uniform-assignor.ts';

const PACKAGE = 'org.apache.kafka.coordinator.group.assignor';

const BY_NAME: ReadonlyMap<string, PartitionAssignor> = new Map([
  ['uniform', uniformAssignor],
  ['range', rangeAssignor],
  [`${PACKAGE}.UniformAssignor`, uniformAssignor],
  [`${PACKAGE}.RangeAssignor`, rangeAssignor],
]);

/** The names of the assignors that are configured, the default one first. */
export function assignorNames(configured: readonly string[]): readonly string[] {
  return configured.map((name) => BY_NAME.get(name)?.name).filter((name) => name !== undefined);
}

/** The name of the assignor that most members wish for; of equals, and without wishes, the first configured. */
export function preferredName(
  wishes: ReadonlyMap<string, number>,
  configured: readonly string[],
): string {
  const [first = uniformAssignor.name, ...others] = assignorNames(configured);
  const wishesFor = (name: string): number => wishes.get(name) ?? 0;
  return others.reduce((most, name) => (wishesFor(name) > wishesFor(most) ? name : most), first);
}

/** The assignor of that name. */
export function preferredAssignor(
  wishes: ReadonlyMap<string, number>,
  configured: readonly string[],
): PartitionAssignor {
  return BY_NAME.get(preferredName(wishes, configured)) ?? uniformAssignor;
}
