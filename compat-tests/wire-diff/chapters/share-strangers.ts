// Share groups and groups of other kinds (KIP-932), asked as if each were of the other's kind: as a member of a
// share group and as nobody, about a share group that has members and about one that has none.

import { ConsumerGroupDescribe } from '../../../src/protocol/generated/consumer-group-describe.ts';
import { ConsumerGroupHeartbeat } from '../../../src/protocol/generated/consumer-group-heartbeat.ts';
import { DeleteGroups } from '../../../src/protocol/generated/delete-groups.ts';
import { Heartbeat } from '../../../src/protocol/generated/heartbeat.ts';
import { JoinGroup } from '../../../src/protocol/generated/join-group.ts';
import { LeaveGroup } from '../../../src/protocol/generated/leave-group.ts';
import { OffsetCommit } from '../../../src/protocol/generated/offset-commit.ts';
import { StreamsGroupDescribe } from '../../../src/protocol/generated/streams-group-describe.ts';
import { SyncGroup } from '../../../src/protocol/generated/sync-group.ts';
import { untilCoordinated } from '../group-talk.ts';
import { ShareTalk } from '../share-talk.ts';
import type { Chapter, Side } from '../side.ts';

const TOPIC = 'strangers';
const SHARE = 'share-of-strangers';
const CONSUMER = 'consumer-of-strangers';

export const shareStrangers: Chapter = {
  title: 'share-strangers',

  async run(side) {
    await side.newTopic(TOPIC);
    await untilCoordinated(side, [SHARE, CONSUMER]);
    const share = new ShareTalk(side, SHARE);
    await share.beat(0, { topics: [TOPIC] });
    await share.untilEpoch('a member', 3);
    await askAsOthers(side, 'with a member');
    await share.compareDescription('as it was');
    await share.beat(-1);
    await askAsOthers(side, 'empty');
    await share.compareDescription('empty as it was');
    await askConsumerGroup(side);
    const groupsNames = [SHARE, CONSUMER, 'nobody-at-all'];
    await side.compare('of all kinds', DeleteGroups, 2, { groupsNames });
  },
};

/** Requests of the classic, the consumer and the streams protocol. */
async function askAsOthers(side: Side, how: string): Promise<void> {
  const groupId = SHARE;
  const member = { groupId, memberId: 'a' };
  await side.compare(how, Heartbeat, 4, { ...member, generationId: 3 });
  const sync = { generationId: 3, protocolType: 'consumer', protocolName: 'range' };
  await side.compare(how, SyncGroup, 5, { ...member, ...sync, assignments: [] });
  await side.compare(how, LeaveGroup, 5, { groupId, members: [{ memberId: 'a' }] });
  const timeouts = { sessionTimeoutMs: 10_000, rebalanceTimeoutMs: 10_000 };
  const protocols = [{ name: 'range', metadata: Buffer.alloc(0) }];
  const joining = { ...timeouts, protocolType: 'consumer', protocols };
  for (const memberId of ['', 'a']) {
    const name = `${how}, ${memberId === '' ? 'nobody' : 'a member'}`;
    await side.compare(name, JoinGroup, 9, { groupId, memberId, ...joining });
  }
  const partitions = [{ partitionIndex: 0, committedOffset: 1, committedMetadata: '' }];
  const topics = [{ name: TOPIC, partitions }];
  const committer = { groupId, generationIdOrMemberEpoch: -1, memberId: '' };
  await side.compare(how, OffsetCommit, 9, { ...committer, topics });
  const beat = { groupId, memberId: 'b', rebalanceTimeoutMs: 5_000, topicPartitions: [] };
  const subscription = { subscribedTopicNames: [TOPIC] };
  await side.compare(`${how}, joining`, ConsumerGroupHeartbeat, 1, {
    ...beat,
    ...subscription,
    memberEpoch: 0,
  });
  await side.compare(`${how}, living`, ConsumerGroupHeartbeat, 1, { ...beat, memberEpoch: 3 });
  await side.compare(`${how}, leaving`, ConsumerGroupHeartbeat, 1, { ...beat, memberEpoch: -1 });
  const described = { groupIds: [groupId], includeAuthorizedOperations: false };
  await side.compare(how, ConsumerGroupDescribe, 1, described);
  await side.compare(how, StreamsGroupDescribe, 0, described);
}

/** A group of the consumer protocol, as a share group. */
async function askConsumerGroup(side: Side): Promise<void> {
  const member = { groupId: CONSUMER, memberId: 'c', rebalanceTimeoutMs: 5_000 };
  const joining = { subscribedTopicNames: [TOPIC], topicPartitions: [], memberEpoch: 0 };
  await side.ask(ConsumerGroupHeartbeat, 1, { ...member, ...joining });
  const talk = new ShareTalk(side, CONSUMER);
  for (const how of ['with a member', 'empty']) {
    await talk.compareBeat(`consumer group ${how}, joining`, 0, { topics: [TOPIC] });
    await talk.compareBeat(`consumer group ${how}, living`, 2);
    await talk.compareBeat(`consumer group ${how}, leaving`, -1);
    await talk.compareDescription(`consumer group ${how}`);
    await talk.compareOffsets(`consumer group ${how}`, null);
    await talk.compareAlteration(`consumer group ${how}`, { [TOPIC]: { 0: 1 } });
    await talk.compareForgetting(`consumer group ${how}`, TOPIC);
    await side.ask(ConsumerGroupHeartbeat, 1, { ...member, memberEpoch: -1 });
  }
}
