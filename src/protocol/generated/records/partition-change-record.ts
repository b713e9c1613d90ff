// Generated from protocol-spec/records/metadata/05-partition-change-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTag, encodeUnknownTagsBetween, expectTagEnd, tagNotInVersion, unsupported } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfTag, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface PartitionChangeRecord {
  partitionId: number;
  topicId: Uuid;
  /** null: unchanged · tagged */
  isr: number[] | null;
  /** -2: unchanged; -1: none · tagged */
  leader: number;
  /** tagged */
  replicas: number[] | null;
  /** tagged */
  removingReplicas: number[] | null;
  /** tagged */
  addingReplicas: number[] | null;
  /** -1: unchanged · tagged */
  leaderRecoveryState: number;
  /** v1-2, tagged */
  directories: Uuid[] | null;
  /** v2, tagged */
  eligibleLeaderReplicas: number[] | null;
  /** v2, tagged */
  lastKnownElr: number[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionChangeRecordInput {
  readonly partitionId?: number | undefined;
  readonly topicId: Uuid;
  readonly isr?: readonly number[] | null | undefined;
  readonly leader?: number | undefined;
  readonly replicas?: readonly number[] | null | undefined;
  readonly removingReplicas?: readonly number[] | null | undefined;
  readonly addingReplicas?: readonly number[] | null | undefined;
  readonly leaderRecoveryState?: number | undefined;
  readonly directories?: readonly Uuid[] | null | undefined;
  readonly eligibleLeaderReplicas?: readonly number[] | null | undefined;
  readonly lastKnownElr?: readonly number[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** What has changed about a partition. Versions 0-2. */
export const PartitionChangeRecord: RecordCodec<PartitionChangeRecord, PartitionChangeRecordInput> = {
  name: 'PartitionChangeRecord',
  type: 5,
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  ...codec('PartitionChangeRecord', { decode: decodePartitionChangeRecord, encode: encodePartitionChangeRecord, size: sizePartitionChangeRecord }),
};

function decodePartitionChangeRecord(r: ByteReader, v: number): PartitionChangeRecord {
  const partitionId = r.int32('partitionId');
  const topicId = r.uuid('topicId');
  let isr: number[] | null = null;
  let leader: number = -2;
  let replicas: number[] | null = null;
  let removingReplicas: number[] | null = null;
  let addingReplicas: number[] | null = null;
  let leaderRecoveryState: number = -1;
  let eligibleLeaderReplicas: number[] | null = null;
  let lastKnownElr: number[] | null = null;
  let directories: Uuid[] | null = null;
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        const isrLength = r.nullableArrayLength(true, 'isr', 4);
        if (isrLength >= 0) {
          const listIsr: number[] = [];
          for (let i = 0; i < isrLength; i++) listIsr.push(r.int32('isr'));
          isr = listIsr;
        } else isr = null;
        expectTagEnd(r, 'isr', end);
        break;
      }
      case 1: {
        leader = r.int32('leader');
        expectTagEnd(r, 'leader', end);
        break;
      }
      case 2: {
        const replicasLength = r.nullableArrayLength(true, 'replicas', 4);
        if (replicasLength >= 0) {
          const listReplicas: number[] = [];
          for (let i = 0; i < replicasLength; i++) listReplicas.push(r.int32('replicas'));
          replicas = listReplicas;
        } else replicas = null;
        expectTagEnd(r, 'replicas', end);
        break;
      }
      case 3: {
        const removingReplicasLength = r.nullableArrayLength(true, 'removingReplicas', 4);
        if (removingReplicasLength >= 0) {
          const listRemovingReplicas: number[] = [];
          for (let i = 0; i < removingReplicasLength; i++) listRemovingReplicas.push(r.int32('removingReplicas'));
          removingReplicas = listRemovingReplicas;
        } else removingReplicas = null;
        expectTagEnd(r, 'removingReplicas', end);
        break;
      }
      case 4: {
        const addingReplicasLength = r.nullableArrayLength(true, 'addingReplicas', 4);
        if (addingReplicasLength >= 0) {
          const listAddingReplicas: number[] = [];
          for (let i = 0; i < addingReplicasLength; i++) listAddingReplicas.push(r.int32('addingReplicas'));
          addingReplicas = listAddingReplicas;
        } else addingReplicas = null;
        expectTagEnd(r, 'addingReplicas', end);
        break;
      }
      case 5: {
        leaderRecoveryState = r.int8('leaderRecoveryState');
        expectTagEnd(r, 'leaderRecoveryState', end);
        break;
      }
      case 6: {
        if (!(v === 2)) throw tagNotInVersion('eligibleLeaderReplicas', v);
        const eligibleLeaderReplicasLength = r.nullableArrayLength(true, 'eligibleLeaderReplicas', 4);
        if (eligibleLeaderReplicasLength >= 0) {
          const listEligibleLeaderReplicas: number[] = [];
          for (let i = 0; i < eligibleLeaderReplicasLength; i++) listEligibleLeaderReplicas.push(r.int32('eligibleLeaderReplicas'));
          eligibleLeaderReplicas = listEligibleLeaderReplicas;
        } else eligibleLeaderReplicas = null;
        expectTagEnd(r, 'eligibleLeaderReplicas', end);
        break;
      }
      case 7: {
        if (!(v === 2)) throw tagNotInVersion('lastKnownElr', v);
        const lastKnownElrLength = r.nullableArrayLength(true, 'lastKnownElr', 4);
        if (lastKnownElrLength >= 0) {
          const listLastKnownElr: number[] = [];
          for (let i = 0; i < lastKnownElrLength; i++) listLastKnownElr.push(r.int32('lastKnownElr'));
          lastKnownElr = listLastKnownElr;
        } else lastKnownElr = null;
        expectTagEnd(r, 'lastKnownElr', end);
        break;
      }
      case 8: {
        if (!(v >= 1)) throw tagNotInVersion('directories', v);
        const directoriesLength = r.nullableArrayLength(true, 'directories', 16);
        if (directoriesLength >= 0) {
          const listDirectories: Uuid[] = [];
          for (let i = 0; i < directoriesLength; i++) listDirectories.push(r.uuid('directories'));
          directories = listDirectories;
        } else directories = null;
        expectTagEnd(r, 'directories', end);
        break;
      }
      default:
        unknown = decodeUnknownTag(r, unknown, tag, size);
    }
  }
  const m: PartitionChangeRecord = { partitionId, topicId, isr, leader, replicas, removingReplicas, addingReplicas, leaderRecoveryState, directories, eligibleLeaderReplicas, lastKnownElr };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionChangeRecord(w: ByteWriter, m: PartitionChangeRecordInput, v: number): void {
  w.int32(m.partitionId ?? -1);
  w.uuid(m.topicId);
  if (!(v === 2)) if (m.eligibleLeaderReplicas !== undefined && m.eligibleLeaderReplicas !== null) unsupported('PartitionChangeRecord', 'eligibleLeaderReplicas', v);
  if (!(v === 2)) if (m.lastKnownElr !== undefined && m.lastKnownElr !== null) unsupported('PartitionChangeRecord', 'lastKnownElr', v);
  if (!(v >= 1)) if (m.directories !== undefined && m.directories !== null) unsupported('PartitionChangeRecord', 'directories', v);
  const unknown = m.unknownTaggedFields;
  const hasIsr = m.isr !== undefined && m.isr !== null;
  const hasLeader = m.leader !== undefined && m.leader !== -2;
  const hasReplicas = m.replicas !== undefined && m.replicas !== null;
  const hasRemovingReplicas = m.removingReplicas !== undefined && m.removingReplicas !== null;
  const hasAddingReplicas = m.addingReplicas !== undefined && m.addingReplicas !== null;
  const hasLeaderRecoveryState = m.leaderRecoveryState !== undefined && m.leaderRecoveryState !== -1;
  const hasEligibleLeaderReplicas = v === 2 && m.eligibleLeaderReplicas !== undefined && m.eligibleLeaderReplicas !== null;
  const hasLastKnownElr = v === 2 && m.lastKnownElr !== undefined && m.lastKnownElr !== null;
  const hasDirectories = v >= 1 && m.directories !== undefined && m.directories !== null;
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasIsr ? 1 : 0) + (hasLeader ? 1 : 0) + (hasReplicas ? 1 : 0) + (hasRemovingReplicas ? 1 : 0) + (hasAddingReplicas ? 1 : 0) + (hasLeaderRecoveryState ? 1 : 0) + (hasEligibleLeaderReplicas ? 1 : 0) + (hasLastKnownElr ? 1 : 0) + (hasDirectories ? 1 : 0));
  if (hasIsr) {
    const isr = m.isr;
    w.unsignedVarint(0);
    w.unsignedVarint(sizeOfFixedList(true, isr, 4));
    {
      const value = isr;
      w.arrayLength(true, value.length);
      for (const element of value) w.int32(element);
    }
  }
  if (hasLeader) {
    const leader = m.leader;
    w.unsignedVarint(1);
    w.unsignedVarint(4);
    w.int32(leader);
  }
  if (hasReplicas) {
    const replicas = m.replicas;
    w.unsignedVarint(2);
    w.unsignedVarint(sizeOfFixedList(true, replicas, 4));
    {
      const value = replicas;
      w.arrayLength(true, value.length);
      for (const element of value) w.int32(element);
    }
  }
  if (hasRemovingReplicas) {
    const removingReplicas = m.removingReplicas;
    w.unsignedVarint(3);
    w.unsignedVarint(sizeOfFixedList(true, removingReplicas, 4));
    {
      const value = removingReplicas;
      w.arrayLength(true, value.length);
      for (const element of value) w.int32(element);
    }
  }
  if (hasAddingReplicas) {
    const addingReplicas = m.addingReplicas;
    w.unsignedVarint(4);
    w.unsignedVarint(sizeOfFixedList(true, addingReplicas, 4));
    {
      const value = addingReplicas;
      w.arrayLength(true, value.length);
      for (const element of value) w.int32(element);
    }
  }
  if (hasLeaderRecoveryState) {
    const leaderRecoveryState = m.leaderRecoveryState;
    w.unsignedVarint(5);
    w.unsignedVarint(1);
    w.int8(leaderRecoveryState);
  }
  if (hasEligibleLeaderReplicas) {
    const eligibleLeaderReplicas = m.eligibleLeaderReplicas;
    w.unsignedVarint(6);
    w.unsignedVarint(sizeOfFixedList(true, eligibleLeaderReplicas, 4));
    {
      const value = eligibleLeaderReplicas;
      w.arrayLength(true, value.length);
      for (const element of value) w.int32(element);
    }
  }
  if (hasLastKnownElr) {
    const lastKnownElr = m.lastKnownElr;
    w.unsignedVarint(7);
    w.unsignedVarint(sizeOfFixedList(true, lastKnownElr, 4));
    {
      const value = lastKnownElr;
      w.arrayLength(true, value.length);
      for (const element of value) w.int32(element);
    }
  }
  if (hasDirectories) {
    const directories = m.directories;
    w.unsignedVarint(8);
    w.unsignedVarint(sizeOfFixedList(true, directories, 16));
    {
      const value = directories;
      w.arrayLength(true, value.length);
      for (const element of value) w.uuid(element);
    }
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 9, Number.POSITIVE_INFINITY);
}

function sizePartitionChangeRecord(m: PartitionChangeRecordInput, v: number): number {
  let bytes = 20;
  let tags = 0;
  if (m.isr !== undefined && m.isr !== null) {
    tags++;
    bytes += sizeOfTag(0, sizeOfFixedList(true, m.isr, 4));
  }
  if (m.leader !== undefined && m.leader !== -2) {
    tags++;
    bytes += sizeOfTag(1, 4);
  }
  if (m.replicas !== undefined && m.replicas !== null) {
    tags++;
    bytes += sizeOfTag(2, sizeOfFixedList(true, m.replicas, 4));
  }
  if (m.removingReplicas !== undefined && m.removingReplicas !== null) {
    tags++;
    bytes += sizeOfTag(3, sizeOfFixedList(true, m.removingReplicas, 4));
  }
  if (m.addingReplicas !== undefined && m.addingReplicas !== null) {
    tags++;
    bytes += sizeOfTag(4, sizeOfFixedList(true, m.addingReplicas, 4));
  }
  if (m.leaderRecoveryState !== undefined && m.leaderRecoveryState !== -1) {
    tags++;
    bytes += sizeOfTag(5, 1);
  }
  if (v === 2 && m.eligibleLeaderReplicas !== undefined && m.eligibleLeaderReplicas !== null) {
    tags++;
    bytes += sizeOfTag(6, sizeOfFixedList(true, m.eligibleLeaderReplicas, 4));
  }
  if (v === 2 && m.lastKnownElr !== undefined && m.lastKnownElr !== null) {
    tags++;
    bytes += sizeOfTag(7, sizeOfFixedList(true, m.lastKnownElr, 4));
  }
  if (v >= 1 && m.directories !== undefined && m.directories !== null) {
    tags++;
    bytes += sizeOfTag(8, sizeOfFixedList(true, m.directories, 16));
  }
  if (m.unknownTaggedFields !== undefined) {
    tags += m.unknownTaggedFields.length;
    bytes += sizeOfUnknownTags(m.unknownTaggedFields);
  }
  bytes += sizeOfUnsignedVarint(tags);
  return bytes;
}
