// Generated from protocol-spec/records/files/quorum-state-data.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { ZERO_UUID } from '../../../base/uuid.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface QuorumStateData {
  /** v0 */
  clusterId: string;
  leaderId: number;
  leaderEpoch: number;
  votedId: number;
  /** v1 */
  votedDirectoryId: Uuid;
  /** v0 */
  appliedOffset: number;
  /** v0 */
  currentVoters: Voter[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface QuorumStateDataInput {
  readonly clusterId?: string | undefined;
  readonly leaderId?: number | undefined;
  readonly leaderEpoch?: number | undefined;
  readonly votedId?: number | undefined;
  readonly votedDirectoryId?: Uuid | undefined;
  readonly appliedOffset?: number | undefined;
  readonly currentVoters?: readonly VoterInput[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Voter {
  voterId: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface VoterInput {
  readonly voterId: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A voter's memory across restarts: `quorum-state`, as JSON in Kafka. Versions 0-1. */
export const QuorumStateData: RecordCodec<QuorumStateData, QuorumStateDataInput> = {
  name: 'QuorumStateData',
  type: -1,
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  ...codec('QuorumStateData', { decode: decodeQuorumStateData, encode: encodeQuorumStateData, size: sizeQuorumStateData }),
};

function decodeQuorumStateData(r: ByteReader, v: number): QuorumStateData {
  const clusterId = v <= 0 ? r.compactString('clusterId') : '';
  const leaderId = r.int32('leaderId');
  const leaderEpoch = r.int32('leaderEpoch');
  const votedId = r.int32('votedId');
  const votedDirectoryId = v === 1 ? r.uuid('votedDirectoryId') : ZERO_UUID;
  const appliedOffset = v <= 0 ? r.int64('appliedOffset') : 0;
  let currentVoters: Voter[] | null = [];
  if (v <= 0) {
    const currentVotersLength = r.nullableArrayLength(true, 'currentVoters', 4);
    if (currentVotersLength >= 0) {
      const listCurrentVoters: Voter[] = [];
      try {
        while (listCurrentVoters.length < currentVotersLength) listCurrentVoters.push(decodeVoter(r, v));
      } catch (error) {
        throw inField(error, 'currentVoters', listCurrentVoters.length);
      }
      currentVoters = listCurrentVoters;
    } else currentVoters = null;
  }
  const unknown = decodeUnknownTags(r);
  const m: QuorumStateData = { clusterId, leaderId, leaderEpoch, votedId, votedDirectoryId, appliedOffset, currentVoters };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeQuorumStateData(w: ByteWriter, m: QuorumStateDataInput, v: number): void {
  if (v <= 0) w.compactString(m.clusterId ?? '');
  else if (m.clusterId !== undefined && m.clusterId !== '') unsupported('QuorumStateData', 'clusterId', v);
  w.int32(m.leaderId ?? -1);
  w.int32(m.leaderEpoch ?? -1);
  w.int32(m.votedId ?? -1);
  if (v === 1) w.uuid(m.votedDirectoryId ?? ZERO_UUID);
  else if (m.votedDirectoryId !== undefined && m.votedDirectoryId !== ZERO_UUID) unsupported('QuorumStateData', 'votedDirectoryId', v);
  if (v <= 0) w.int64(m.appliedOffset ?? 0);
  else if (m.appliedOffset !== undefined && m.appliedOffset !== 0) unsupported('QuorumStateData', 'appliedOffset', v);
  if (v <= 0) {
    const value = m.currentVoters === undefined ? [] : m.currentVoters;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeVoter(w, element, v);
  }
  else if (m.currentVoters !== undefined && (m.currentVoters === null || m.currentVoters.length > 0)) unsupported('QuorumStateData', 'currentVoters', v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeQuorumStateData(m: QuorumStateDataInput, v: number): number {
  let bytes = 12;
  if (v <= 0) bytes += sizeOfCompactString(m.clusterId ?? '');
  if (v === 1) bytes += 16;
  if (v <= 0) bytes += 8;
  if (v <= 0) bytes += sizeOfList(true, m.currentVoters === undefined ? [] : m.currentVoters, v, sizeVoter);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeVoter(r: ByteReader, _v: number): Voter {
  const voterId = r.int32('voterId');
  const unknown = decodeUnknownTags(r);
  const m: Voter = { voterId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeVoter(w: ByteWriter, m: VoterInput, _v: number): void {
  w.int32(m.voterId);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeVoter(m: VoterInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
