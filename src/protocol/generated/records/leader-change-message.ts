// Generated from protocol-spec/records/control/leader-change-message.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { ZERO_UUID } from '../../../base/uuid.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface LeaderChangeMessage {
  version: number;
  leaderId: number;
  voters: Voter[];
  grantingVoters: Voter[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface LeaderChangeMessageInput {
  readonly version: number;
  readonly leaderId: number;
  readonly voters: readonly VoterInput[];
  readonly grantingVoters: readonly VoterInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Voter {
  voterId: number;
  /** v1 */
  voterDirectoryId: Uuid;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface VoterInput {
  readonly voterId: number;
  readonly voterDirectoryId?: Uuid | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The first record of a new leader's epoch in the metadata log (KIP-595). Versions 0-1. */
export const LeaderChangeMessage: RecordCodec<LeaderChangeMessage, LeaderChangeMessageInput> = {
  name: 'LeaderChangeMessage',
  type: -1,
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  ...codec('LeaderChangeMessage', { decode: decodeLeaderChangeMessage, encode: encodeLeaderChangeMessage, size: sizeLeaderChangeMessage }),
};

function decodeLeaderChangeMessage(r: ByteReader, v: number): LeaderChangeMessage {
  const version = r.int16('version');
  const leaderId = r.int32('leaderId');
  const voters: Voter[] = [];
  const votersLength = r.arrayLength(true, 'voters', 4);
  try {
    while (voters.length < votersLength) voters.push(decodeVoter(r, v));
  } catch (error) {
    throw inField(error, 'voters', voters.length);
  }
  const grantingVoters: Voter[] = [];
  const grantingVotersLength = r.arrayLength(true, 'grantingVoters', 4);
  try {
    while (grantingVoters.length < grantingVotersLength) grantingVoters.push(decodeVoter(r, v));
  } catch (error) {
    throw inField(error, 'grantingVoters', grantingVoters.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: LeaderChangeMessage = { version, leaderId, voters, grantingVoters };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeLeaderChangeMessage(w: ByteWriter, m: LeaderChangeMessageInput, v: number): void {
  w.int16(m.version);
  w.int32(m.leaderId);
  {
    const value = m.voters;
    w.arrayLength(true, value.length);
    for (const element of value) encodeVoter(w, element, v);
  }
  {
    const value = m.grantingVoters;
    w.arrayLength(true, value.length);
    for (const element of value) encodeVoter(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeLeaderChangeMessage(m: LeaderChangeMessageInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfList(true, m.voters, v, sizeVoter);
  bytes += sizeOfList(true, m.grantingVoters, v, sizeVoter);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeVoter(r: ByteReader, v: number): Voter {
  const voterId = r.int32('voterId');
  const voterDirectoryId = v === 1 ? r.uuid('voterDirectoryId') : ZERO_UUID;
  const unknown = decodeUnknownTags(r);
  const m: Voter = { voterId, voterDirectoryId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeVoter(w: ByteWriter, m: VoterInput, v: number): void {
  w.int32(m.voterId);
  if (v === 1) w.uuid(m.voterDirectoryId ?? ZERO_UUID);
  else if (m.voterDirectoryId !== undefined && m.voterDirectoryId !== ZERO_UUID) unsupported('LeaderChangeMessage', 'voterDirectoryId', v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeVoter(m: VoterInput, v: number): number {
  let bytes = 4;
  if (v === 1) bytes += 16;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
