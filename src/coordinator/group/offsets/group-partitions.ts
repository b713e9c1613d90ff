// Something for each partition of each topic of each group: group, topic, partition → value.
// Invariant: no empty maps, so a group or topic without values is not there.

export class GroupPartitions<V> {
  private readonly byGroup = new Map<string, Map<string, Map<number, V>>>();

  ofGroup(groupId: string): ReadonlyMap<string, ReadonlyMap<number, V>> | undefined {
    return this.byGroup.get(groupId);
  }

  get(groupId: string, topic: string, partition: number): V | undefined {
    return this.byGroup.get(groupId)?.get(topic)?.get(partition);
  }

  /** The groups that have values. */
  groups(): Iterable<[string, ReadonlyMap<string, ReadonlyMap<number, V>>]> {
    return this.byGroup;
  }

  /** Every value with its place. */
  *entries(): Generator<readonly [groupId: string, topic: string, partition: number, value: V]> {
    for (const [groupId, topics] of this.byGroup) {
      for (const [topic, partitions] of topics) {
        for (const [partition, value] of partitions) yield [groupId, topic, partition, value];
      }
    }
  }

  set(groupId: string, topic: string, partition: number, value: V): void {
    let topics = this.byGroup.get(groupId);
    if (topics === undefined) {
      topics = new Map();
      this.byGroup.set(groupId, topics);
    }
    let partitions = topics.get(topic);
    if (partitions === undefined) {
      partitions = new Map();
      topics.set(topic, partitions);
    }
    partitions.set(partition, value);
  }

  remove(groupId: string, topic: string, partition: number): void {
    const topics = this.byGroup.get(groupId);
    const partitions = topics?.get(topic);
    if (topics === undefined || partitions === undefined) return;
    partitions.delete(partition);
    if (partitions.size === 0) topics.delete(topic);
    if (topics.size === 0) this.byGroup.delete(groupId);
  }
}
