// The record of a classic group, in Apache Kafka's schema: GroupMetadataValue 3, as Apache Kafka 4.3.1 writes it.

import { GroupMetadataKey } from '../../../protocol/generated/records/group-metadata-key.ts';
import { GroupMetadataValue } from '../../../protocol/generated/records/group-metadata-value.ts';
import {
  decodeRecordValue,
  encodeRecordKey,
  encodeRecordValue,
} from '../../../protocol/record-bytes.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { RecordReplays, TypedRecord } from '../group-kind.ts';
import type { GroupState } from '../group-state.ts';
import { ClassicGroup } from './classic-group.ts';
import type { StoredGroup } from './stored-group.ts';

const VALUE_VERSION = 3;

export const CLASSIC_GROUP_RECORDS: RecordReplays = [[GroupMetadataKey.type, replayGroup]];

/** The record that stores a group, or removes it (null). */
export function groupRecord(groupId: string, group: StoredGroup | null): CoordinatorRecord {
  const key = encodeRecordKey(GroupMetadataKey, { group: groupId });
  if (group === null) return { key, value: null };
  const message = {
    protocolType: group.protocolType ?? '',
    generation: group.generation,
    protocol: group.protocolName,
    leader: group.leaderId,
    currentStateTimestamp: group.stateTimestampMs,
    members: group.members.map(({ instanceId, rebalanceTimeoutMs, sessionTimeoutMs, ...same }) => ({
      ...same,
      groupInstanceId: instanceId,
      rebalanceTimeout: rebalanceTimeoutMs,
      sessionTimeout: sessionTimeoutMs,
    })),
  };
  return { key, value: encodeRecordValue(GroupMetadataValue, message, VALUE_VERSION) };
}

/** Reads the value of a stored record. Throws MalformedMessageError. */
export function readGroup(value: Buffer): StoredGroup {
  const message = decodeRecordValue(GroupMetadataValue, value);
  return {
    protocolType: message.protocolType === '' ? null : message.protocolType,
    generation: message.generation,
    protocolName: message.protocol,
    leaderId: message.leader,
    stateTimestampMs: message.currentStateTimestamp,
    members: message.members.map((member) => ({
      memberId: member.memberId,
      instanceId: member.groupInstanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      // Version 0 has no rebalance timeout of its own.
      rebalanceTimeoutMs:
        member.rebalanceTimeout === -1 ? member.sessionTimeout : member.rebalanceTimeout,
      sessionTimeoutMs: member.sessionTimeout,
      subscription: member.subscription,
      assignment: member.assignment,
    })),
  };
}

/** While loading a record is the group; afterwards it confirms what the live group did. */
function replayGroup(state: GroupState, { key, value }: TypedRecord): void {
  const { group: groupId } = GroupMetadataKey.decode(key, GroupMetadataKey.minVersion);
  const known = state.groups.get(groupId);
  const group = known instanceof ClassicGroup ? known : undefined;
  if (value === null) {
    group?.cancelTimers();
    group?.transitionTo('Dead');
    if (known === group) state.groups.delete(groupId);
    return;
  }
  const stored = readGroup(value);
  if (group === undefined || !state.isLoaded) {
    state.groups.set(groupId, new ClassicGroup(groupId, stored));
  } else {
    group.applyStored(stored);
  }
}
