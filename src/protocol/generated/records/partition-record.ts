// Generated from protocol-spec/records/metadata/03-partition-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTag, encodeUnknownTagsBetween, expectTagEnd, tagNotInVersion, unsupported } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfTag, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface PartitionRecord {
  partitionId: number;
  topicId: Uuid;
  replicas: number[];
  isr: number[];
  removingReplicas: number[];
  addingReplicas: number[];
  /** -1: none */
  leader: number;
  /** 0: recovered; 1: recovering · tagged */
  leaderRecoveryState: number;
  leaderEpoch: number;
  partitionEpoch: number;
  /** v1-2 */
  directories: Uuid[];
  /** v2, tagged */
  eligibleLeaderReplicas: number[] | null;
  /** v2, tagged */
  lastKnownElr: number[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionRecordInput {
  readonly partitionId?: number | undefined;
  readonly topicId: Uuid;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly removingReplicas: readonly number[];
  readonly addingReplicas: readonly number[];
  readonly leader?: number | undefined;
  readonly leaderRecoveryState?: number | undefined;
  readonly leaderEpoch?: number | undefined;
  readonly partitionEpoch?: number | undefined;
  readonly directories?: readonly Uuid[] | undefined;
  readonly eligibleLeaderReplicas?: readonly number[] | null | undefined;
  readonly lastKnownElr?: readonly number[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A partition has been created, or is restated in a snapshot. Versions 0-2. */
export const PartitionRecord: RecordCodec<PartitionRecord, PartitionRecordInput> = {
  name: 'PartitionRecord',
  type: 3,
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  ...codec('PartitionRecord', { decode: decodePartitionRecord, encode: encodePartitionRecord, size: sizePartitionRecord }),
};

function decodePartitionRecord(r: ByteReader, v: number): PartitionRecord {
  const partitionId = r.int32('partitionId');
  const topicId = r.uuid('topicId');
  const replicas: number[] = [];
  const replicasLength = r.arrayLength(true, 'replicas', 4);
  for (let i = 0; i < replicasLength; i++) replicas.push(r.int32('replicas'));
  const isr: number[] = [];
  const isrLength = r.arrayLength(true, 'isr', 4);
  for (let i = 0; i < isrLength; i++) isr.push(r.int32('isr'));
  const removingReplicas: number[] = [];
  const removingReplicasLength = r.arrayLength(true, 'removingReplicas', 4);
  for (let i = 0; i < removingReplicasLength; i++) removingReplicas.push(r.int32('removingReplicas'));
  const addingReplicas: number[] = [];
  const addingReplicasLength = r.arrayLength(true, 'addingReplicas', 4);
  for (let i = 0; i < addingReplicasLength; i++) addingReplicas.push(r.int32('addingReplicas'));
  const leader = r.int32('leader');
  const leaderEpoch = r.int32('leaderEpoch');
  const partitionEpoch = r.int32('partitionEpoch');
  let directories: Uuid[] = [];
  if (v >= 1) {
    const directoriesLength = r.arrayLength(true, 'directories', 16);
    for (let i = 0; i < directoriesLength; i++) directories.push(r.uuid('directories'));
  }
  let leaderRecoveryState: number = 0;
  let eligibleLeaderReplicas: number[] | null = null;
  let lastKnownElr: number[] | null = null;
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        leaderRecoveryState = r.int8('leaderRecoveryState');
        expectTagEnd(r, 'leaderRecoveryState', end);
        break;
      }
      case 1: {
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
      case 2: {
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
      default:
        unknown = decodeUnknownTag(r, unknown, tag, size);
    }
  }
  const m: PartitionRecord = { partitionId, topicId, replicas, isr, removingReplicas, addingReplicas, leader, leaderRecoveryState, leaderEpoch, partitionEpoch, directories, eligibleLeaderReplicas, lastKnownElr };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionRecord(w: ByteWriter, m: PartitionRecordInput, v: number): void {
  w.int32(m.partitionId ?? -1);
  w.uuid(m.topicId);
  {
    const value = m.replicas;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  {
    const value = m.isr;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  {
    const value = m.removingReplicas;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  {
    const value = m.addingReplicas;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  w.int32(m.leader ?? -1);
  w.int32(m.leaderEpoch ?? -1);
  w.int32(m.partitionEpoch ?? -1);
  if (v >= 1) {
    const value = m.directories ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) w.uuid(element);
  }
  else if (m.directories !== undefined && m.directories.length > 0) unsupported('PartitionRecord', 'directories', v);
  if (!(v === 2)) if (m.eligibleLeaderReplicas !== undefined && m.eligibleLeaderReplicas !== null) unsupported('PartitionRecord', 'eligibleLeaderReplicas', v);
  if (!(v === 2)) if (m.lastKnownElr !== undefined && m.lastKnownElr !== null) unsupported('PartitionRecord', 'lastKnownElr', v);
  const unknown = m.unknownTaggedFields;
  const hasLeaderRecoveryState = m.leaderRecoveryState !== undefined && m.leaderRecoveryState !== 0;
  const hasEligibleLeaderReplicas = v === 2 && m.eligibleLeaderReplicas !== undefined && m.eligibleLeaderReplicas !== null;
  const hasLastKnownElr = v === 2 && m.lastKnownElr !== undefined && m.lastKnownElr !== null;
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasLeaderRecoveryState ? 1 : 0) + (hasEligibleLeaderReplicas ? 1 : 0) + (hasLastKnownElr ? 1 : 0));
  if (hasLeaderRecoveryState) {
    const leaderRecoveryState = m.leaderRecoveryState;
    w.unsignedVarint(0);
    w.unsignedVarint(1);
    w.int8(leaderRecoveryState);
  }
  if (hasEligibleLeaderReplicas) {
    const eligibleLeaderReplicas = m.eligibleLeaderReplicas;
    w.unsignedVarint(1);
    w.unsignedVarint(sizeOfFixedList(true, eligibleLeaderReplicas, 4));
    {
      const value = eligibleLeaderReplicas;
      w.arrayLength(true, value.length);
      for (const element of value) w.int32(element);
    }
  }
  if (hasLastKnownElr) {
    const lastKnownElr = m.lastKnownElr;
    w.unsignedVarint(2);
    w.unsignedVarint(sizeOfFixedList(true, lastKnownElr, 4));
    {
      const value = lastKnownElr;
      w.arrayLength(true, value.length);
      for (const element of value) w.int32(element);
    }
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 3, Number.POSITIVE_INFINITY);
}

function sizePartitionRecord(m: PartitionRecordInput, v: number): number {
  let bytes = 32;
  bytes += sizeOfFixedList(true, m.replicas, 4);
  bytes += sizeOfFixedList(true, m.isr, 4);
  bytes += sizeOfFixedList(true, m.removingReplicas, 4);
  bytes += sizeOfFixedList(true, m.addingReplicas, 4);
  if (v >= 1) bytes += sizeOfFixedList(true, m.directories ?? [], 16);
  let tags = 0;
  if (m.leaderRecoveryState !== undefined && m.leaderRecoveryState !== 0) {
    tags++;
    bytes += sizeOfTag(0, 1);
  }
  if (v === 2 && m.eligibleLeaderReplicas !== undefined && m.eligibleLeaderReplicas !== null) {
    tags++;
    bytes += sizeOfTag(1, sizeOfFixedList(true, m.eligibleLeaderReplicas, 4));
  }
  if (v === 2 && m.lastKnownElr !== undefined && m.lastKnownElr !== null) {
    tags++;
    bytes += sizeOfTag(2, sizeOfFixedList(true, m.lastKnownElr, 4));
  }
  if (m.unknownTaggedFields !== undefined) {
    tags += m.unknownTaggedFields.length;
    bytes += sizeOfUnknownTags(m.unknownTaggedFields);
  }
  bytes += sizeOfUnsignedVarint(tags);
  return bytes;
}
