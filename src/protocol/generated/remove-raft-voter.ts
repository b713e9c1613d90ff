// Generated from protocol-spec/api/81-remove-raft-voter.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString } from '../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface RemoveRaftVoterRequest {
  clusterId: string | null;
  voterId: number;
  voterDirectoryId: Uuid;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface RemoveRaftVoterRequestInput {
  readonly clusterId: string | null;
  readonly voterId: number;
  readonly voterDirectoryId: Uuid;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface RemoveRaftVoterResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface RemoveRaftVoterResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Removes a voter from the quorum of the metadata log (KIP-853).
 */
export const RemoveRaftVoter: Api<RemoveRaftVoterRequest, RemoveRaftVoterResponse, RemoveRaftVoterRequestInput, RemoveRaftVoterResponseInput> = {
  key: 81,
  name: 'RemoveRaftVoter',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('RemoveRaftVoterRequest', { decode: decodeRemoveRaftVoterRequest, encode: encodeRemoveRaftVoterRequest, size: sizeRemoveRaftVoterRequest }),
  response: codec('RemoveRaftVoterResponse', { decode: decodeRemoveRaftVoterResponse, encode: encodeRemoveRaftVoterResponse, size: sizeRemoveRaftVoterResponse }),
};

function decodeRemoveRaftVoterRequest(r: ByteReader, _v: number): RemoveRaftVoterRequest {
  const clusterId = r.compactNullableString('clusterId');
  const voterId = r.int32('voterId');
  const voterDirectoryId = r.uuid('voterDirectoryId');
  const unknown = decodeUnknownTags(r);
  const m: RemoveRaftVoterRequest = { clusterId, voterId, voterDirectoryId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeRemoveRaftVoterRequest(w: ByteWriter, m: RemoveRaftVoterRequestInput, _v: number): void {
  w.compactNullableString(m.clusterId);
  w.int32(m.voterId);
  w.uuid(m.voterDirectoryId);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeRemoveRaftVoterRequest(m: RemoveRaftVoterRequestInput, _v: number): number {
  let bytes = 20;
  bytes += sizeOfCompactNullableString(m.clusterId);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeRemoveRaftVoterResponse(r: ByteReader, _v: number): RemoveRaftVoterResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: RemoveRaftVoterResponse = { throttleTimeMs, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeRemoveRaftVoterResponse(w: ByteWriter, m: RemoveRaftVoterResponseInput, _v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeRemoveRaftVoterResponse(m: RemoveRaftVoterResponseInput, _v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
