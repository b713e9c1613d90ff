// Where the state of which partitions can be asked for (interactive queries): the endpoints of the members, and
// the partitions of the input topics of their tasks.

import type { EndpointToPartitionsInput } from '../../../protocol/generated/streams-group-heartbeat.ts';
import type { GroupTopics } from '../group-topics.ts';
import type { ConfiguredSubtopology, ConfiguredTopology } from './configure-topology.ts';
import type { StreamsMember } from './streams-member.ts';

type TopicPartitions = EndpointToPartitionsInput['activePartitions'][number];
type AnyTasks = ReadonlyMap<string, { keys(): Iterable<number> }>;

/** Of each member that has an endpoint. */
export function partitionsByEndpoint(
  members: Iterable<StreamsMember>,
  { subtopologies }: ConfiguredTopology,
  topics: GroupTopics,
): EndpointToPartitionsInput[] {
  const inputsOf = (tasks: AnyTasks) =>
    [...tasks].flatMap(([id, partitions]) => {
      const subtopology = subtopologies?.get(id);
      return subtopology ? inputPartitions(subtopology, [...partitions.keys()], topics) : [];
    });
  return [...members].flatMap(({ userEndpoint, assigned }) => {
    if (userEndpoint === null) return [];
    return {
      userEndpoint,
      activePartitions: inputsOf(assigned.active),
      standbyPartitions: inputsOf(assigned.standby),
    };
  });
}

/** A topic that is narrower than the subtopology has no part in its last tasks. */
function inputPartitions(
  { sourceTopics, repartitionSourceTopics }: ConfiguredSubtopology,
  tasks: readonly number[],
  topics: GroupTopics,
): TopicPartitions[] {
  const names = new Set([...sourceTopics, ...repartitionSourceTopics.map(({ name }) => name)]);
  return Array.from(names, (topic) => {
    const count = topics.byName(topic)?.partitions ?? 0;
    const partitions = tasks.filter((partition) => partition < count).sort((a, b) => a - b);
    return { topic, partitions };
  });
}
