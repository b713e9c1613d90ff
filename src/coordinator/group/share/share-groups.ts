// Share groups among the kinds of groups (KIP-932): they have no committed offsets, so whoever asks for these
// finds no such group.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { GroupKind } from '../group-kind.ts';
import type { ShareGroup } from './share-group.ts';
import {
  currentRecord,
  groupEpochRecord,
  memberRecord,
  statePartitionsRecord,
  targetEpochRecord,
  targetRecord,
} from './share-group-records.ts';
import { SHARE_GROUP_RECORDS } from './share-group-replay.ts';
import { renewShareSession } from './share-session.ts';

export const SHARE_GROUPS: GroupKind<ShareGroup> = {
  type: 'share',
  records: SHARE_GROUP_RECORDS,
  /** Sessions of loaded members begin anew: nobody could send heartbeats meanwhile. */
  onLoaded(state, group) {
    group.mustCheckTopics = true;
    for (const memberId of group.members.keys()) renewShareSession(state, group, memberId);
  },
  onUnloaded(_state, group) {
    group.cancelTimers();
  },
  sessions: ({ sessions }) => sessions,
  onTopicsChanged(_state, group, topics) {
    for (const topic of topics) {
      if (group.isSubscribedTo(topic)) group.mustCheckTopics = true;
    }
    group.hasUnassigned = null;
  },
  admitCommit: (_state, group) => refuseOffsets(group),
  /** Nothing is committed; that is no error. */
  admitFetch: () => {},
  admitDelete(group) {
    if (group.state !== 'Empty') throw new KafkaError(ErrorCode.NON_EMPTY_GROUP);
  },
  admitOffsetDelete: refuseOffsets,
  retentionStart: () => null,
  isExpendable: () => false,
  removal: (_state, group) => removalOf(group),
};

function refuseOffsets({ groupId }: ShareGroup): never {
  throw new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, `Group ${groupId} has no offsets.`);
}

/** The tombstones of a group; of its members as well, should there be any. */
function removalOf({ groupId, members }: ShareGroup): CoordinatorRecord[] {
  const memberIds = [...members.keys()];
  return [
    ...memberIds.map((memberId) => currentRecord(groupId, memberId, null)),
    ...memberIds.map((memberId) => targetRecord(groupId, memberId, null)),
    targetEpochRecord(groupId, null),
    ...memberIds.map((memberId) => memberRecord(groupId, memberId, null)),
    statePartitionsRecord(groupId, null),
    groupEpochRecord(groupId, null),
  ];
}
