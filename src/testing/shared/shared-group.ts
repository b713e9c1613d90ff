// A group of a broker in another process, seen over the wire.

import type { ClusterClient } from '../../client/cluster-client.ts';
import { groupLag } from '../../client/group-offsets.ts';
import { listGroups } from '../../client/groups.ts';
import { describeTopics, offsetRanges } from '../../client/topics.ts';
import { ConsumerGroupDescribe } from '../../protocol/generated/consumer-group-describe.ts';
import { DescribeGroups } from '../../protocol/generated/describe-groups.ts';
import { DescribeShareGroupOffsets } from '../../protocol/generated/describe-share-group-offsets.ts';
import { ShareGroupDescribe } from '../../protocol/generated/share-group-describe.ts';
import { StreamsGroupDescribe } from '../../protocol/generated/streams-group-describe.ts';
import type { GroupMember, GroupType } from '../groups/described-group.ts';
import { MEMBERS } from '../groups/described-group.ts';
import type { GroupOffset } from '../groups/group-offsets.ts';
import { uncommittedOf, unread } from '../groups/group-offsets.ts';
import type { GroupView } from '../groups/watched-group.ts';
import { WatchedGroup } from '../groups/watched-group.ts';

type Describe = (client: ClusterClient, groupId: string) => Promise<GroupMember[]>;

const DESCRIBE: Readonly<Record<GroupType, Describe>> = {
  async classic(client, groupId) {
    const connection = await client.coordinator('group', groupId);
    const request = { groups: [groupId], includeAuthorizedOperations: false };
    const { groups } = await connection.send(DescribeGroups, request);
    return MEMBERS.classic(groups[0]?.members ?? []);
  },
  async consumer(client, groupId) {
    const connection = await client.coordinator('group', groupId);
    const { groups } = await connection.send(ConsumerGroupDescribe, asking(groupId));
    return MEMBERS.consumer(groups[0]?.members ?? []);
  },
  async share(client, groupId) {
    const connection = await client.coordinator('group', groupId);
    const { groups } = await connection.send(ShareGroupDescribe, asking(groupId));
    return MEMBERS.share(groups[0]?.members ?? []);
  },
  async streams(client, groupId) {
    const connection = await client.coordinator('group', groupId);
    const { groups } = await connection.send(StreamsGroupDescribe, asking(groupId));
    return MEMBERS.streams(groups[0]?.members ?? []);
  },
};

function asking(groupId: string) {
  return { groupIds: [groupId], includeAuthorizedOperations: false };
}

export class SharedGroup extends WatchedGroup {
  readonly #client: ClusterClient;

  /** @internal */
  constructor(groupId: string, client: ClusterClient) {
    super(groupId);
    this.#client = client;
  }

  /** Throws ClientError. */
  override async view(): Promise<GroupView> {
    const groups = await listGroups(this.#client);
    const listed = groups.find(({ group }) => group === this.groupId);
    if (listed === undefined) return { type: null, state: 'Dead', members: [], offsets: [] };
    const type = listed.type as GroupType;
    const members = await DESCRIBE[type](this.#client, this.groupId);
    const offsets = await this.#offsets(type, members);
    return { type, state: listed.state, members, offsets };
  }

  async #offsets(type: GroupType, members: readonly GroupMember[]): Promise<GroupOffset[]> {
    if (type === 'share') return this.#shareOffsets();
    const committed = await groupLag(this.#client, { group: this.groupId, type });
    // What the members of a streams group are assigned is not partitions.
    if (type === 'streams') return committed;
    return [...committed, ...(await this.#unread(uncommittedOf(members, committed)))];
  }

  async #unread(partitions: ReturnType<typeof uncommittedOf>): Promise<GroupOffset[]> {
    if (partitions.length === 0) return [];
    const names = [...new Set(partitions.map(({ topic }) => topic))];
    const ranges = await offsetRanges(this.#client, await describeTopics(this.#client, names));
    const isWanted = (range: { topic: string; partition: number }) =>
      partitions.some((one) => one.topic === range.topic && one.partition === range.partition);
    return ranges.filter(isWanted).flatMap(unread);
  }

  async #shareOffsets(): Promise<GroupOffset[]> {
    const connection = await this.#client.coordinator('group', this.groupId);
    const asked = { groups: [{ groupId: this.groupId, topics: null }] };
    const { groups } = await connection.send(DescribeShareGroupOffsets, asked);
    return groups.flatMap(({ topics }) =>
      topics.flatMap(({ topicName: topic, partitions }) =>
        partitions
          .filter(({ startOffset, lag }) => startOffset >= 0 && lag >= 0)
          .map(({ partitionIndex: partition, startOffset: committed, lag }) => {
            return { topic, partition, committed, end: committed + lag, lag };
          }),
      ),
    );
  }
}
