// What a chapter says to one Streams group, and what the group has stored.

import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteGroups } from '../../src/protocol/generated/delete-groups.ts';
import { IncrementalAlterConfigs } from '../../src/protocol/generated/incremental-alter-configs.ts';
import { StreamsGroupCurrentMemberAssignmentKey } from '../../src/protocol/generated/records/streams-group-current-member-assignment-key.ts';
import { StreamsGroupCurrentMemberAssignmentValue } from '../../src/protocol/generated/records/streams-group-current-member-assignment-value.ts';
import { StreamsGroupMemberMetadataKey } from '../../src/protocol/generated/records/streams-group-member-metadata-key.ts';
import { StreamsGroupMemberMetadataValue } from '../../src/protocol/generated/records/streams-group-member-metadata-value.ts';
import { StreamsGroupMetadataKey } from '../../src/protocol/generated/records/streams-group-metadata-key.ts';
import { StreamsGroupMetadataValue } from '../../src/protocol/generated/records/streams-group-metadata-value.ts';
import { StreamsGroupTargetAssignmentMemberKey } from '../../src/protocol/generated/records/streams-group-target-assignment-member-key.ts';
import { StreamsGroupTargetAssignmentMemberValue } from '../../src/protocol/generated/records/streams-group-target-assignment-member-value.ts';
import { StreamsGroupTargetAssignmentMetadataKey } from '../../src/protocol/generated/records/streams-group-target-assignment-metadata-key.ts';
import { StreamsGroupTargetAssignmentMetadataValue } from '../../src/protocol/generated/records/streams-group-target-assignment-metadata-value.ts';
import { StreamsGroupTopologyKey } from '../../src/protocol/generated/records/streams-group-topology-key.ts';
import { StreamsGroupTopologyValue } from '../../src/protocol/generated/records/streams-group-topology-value.ts';
import { StreamsGroupDescribe } from '../../src/protocol/generated/streams-group-describe.ts';
import type {
  StreamsGroupHeartbeatRequestInput,
  StreamsGroupHeartbeatResponse,
  SubtopologyInput,
} from '../../src/protocol/generated/streams-group-heartbeat.ts';
import { StreamsGroupHeartbeat } from '../../src/protocol/generated/streams-group-heartbeat.ts';
import type { RecordCodecs } from './group-records.ts';
import { storedRecords } from './group-records.ts';
import type { Side } from './side.ts';

const GROUP_RESOURCE = 32;
const SET = 0;
const ATTEMPTS = 200;
const PAUSE_MS = 50;

export type Beat = Partial<StreamsGroupHeartbeatRequestInput>;

/** What a member says that it owns: active tasks of the subtopology `0`. */
export function owning(...partitions: number[]): Beat {
  const activeTasks = partitions.length === 0 ? [] : [{ subtopologyId: '0', partitions }];
  return { activeTasks, standbyTasks: [], warmupTasks: [] };
}

export class StreamsTalk {
  readonly groupId: string;
  readonly #side: Side;

  constructor(side: Side, groupId: string) {
    this.#side = side;
    this.groupId = groupId;
  }

  /** Sets configs of the group, and waits until they count. */
  async configure(configs: Readonly<Record<string, string>>): Promise<void> {
    const entries = Object.entries(configs).map(([name, value]) => ({
      name,
      value,
      configOperation: SET,
    }));
    const resource = { resourceType: GROUP_RESOURCE, resourceName: this.groupId, configs: entries };
    const request = { resources: [resource], validateOnly: false };
    await this.#side.ask(IncrementalAlterConfigs, 1, request);
    await sleep(10 * PAUSE_MS);
  }

  /** Sends a heartbeat and notes the answer. */
  compareBeat(name: string, memberEpoch: number, beat: Beat = {}) {
    const request = this.#request(memberEpoch, beat);
    return this.#side.compare(name, StreamsGroupHeartbeat, 0, request);
  }

  /** Sends a heartbeat that joins, and notes the answer. */
  compareJoin(name: string, subtopologies: readonly SubtopologyInput[], beat: Beat = {}) {
    return this.compareBeat(name, 0, { ...joining(subtopologies), ...beat });
  }

  /** Beats until the answer is as wanted, and notes it; the topics behind an endpoint come from a hash table. */
  async until(
    name: string,
    beat: Beat,
    isWanted: (answer: StreamsGroupHeartbeatResponse) => boolean,
  ): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const memberEpoch = await this.epochOf(beat.memberId ?? 'a');
      const request = this.#request(memberEpoch, beat);
      const answer = await this.#side.ask(StreamsGroupHeartbeat, 0, request);
      if (isWanted(answer)) {
        for (const { activePartitions } of answer.partitionsByUserEndpoint ?? []) {
          activePartitions.sort((a, b) => (a.topic < b.topic ? -1 : 1));
        }
        this.#side.note(name, answer);
        return;
      }
      await sleep(PAUSE_MS);
    }
    throw new Error(`${name} never comes on ${this.#side.broker.kind}`);
  }

  async epochOf(memberId: string): Promise<number> {
    const request = { groupIds: [this.groupId], includeAuthorizedOperations: false };
    const { groups } = await this.#side.ask(StreamsGroupDescribe, 0, request);
    return groups[0]?.members.find((member) => member.memberId === memberId)?.memberEpoch ?? -9;
  }

  /** Notes the description; its members come from a hash table. */
  async compareDescription(name: string, includeAuthorizedOperations = false): Promise<void> {
    const request = { groupIds: [this.groupId], includeAuthorizedOperations };
    const { groups } = await this.#side.ask(StreamsGroupDescribe, 0, request);
    for (const { members } of groups) members.sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
    this.#side.note(`description, ${name}`, groups);
  }

  compareDeletion(name: string) {
    return this.#side.compare(name, DeleteGroups, 2, { groupsNames: [this.groupId] });
  }

  /** Notes the records of the group in `__consumer_offsets`. */
  async noteRecords(name: string): Promise<void> {
    this.#side.note(name, await storedRecords(this.#side, this.groupId, CODECS));
  }

  #request(memberEpoch: number, beat: Beat): StreamsGroupHeartbeatRequestInput {
    const { groupId } = this;
    return { groupId, memberId: 'a', memberEpoch, endpointInformationEpoch: 0, ...beat };
  }
}

function joining(subtopologies: readonly SubtopologyInput[]): Beat {
  return {
    rebalanceTimeoutMs: 60_000,
    topology: { epoch: 0, subtopologies },
    processId: 'process',
    ...owning(),
  };
}

/** Of keys and values. */
const CODECS = [
  [StreamsGroupMemberMetadataKey, StreamsGroupMemberMetadataValue],
  [StreamsGroupMetadataKey, StreamsGroupMetadataValue],
  [StreamsGroupTopologyKey, StreamsGroupTopologyValue],
  [StreamsGroupTargetAssignmentMetadataKey, StreamsGroupTargetAssignmentMetadataValue],
  [StreamsGroupTargetAssignmentMemberKey, StreamsGroupTargetAssignmentMemberValue],
  [StreamsGroupCurrentMemberAssignmentKey, StreamsGroupCurrentMemberAssignmentValue],
] as unknown as readonly RecordCodecs[];
