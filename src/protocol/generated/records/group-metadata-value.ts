// Generated from protocol-spec/records/group/02-group-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfList, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface GroupMetadataValue {
  protocolType: string;
  generation: number;
  /** null while there is none */
  protocol: string | null;
  leader: string | null;
  /** when the group became empty; -1: not known · v2-4 */
  currentStateTimestamp: number;
  members: MemberMetadata[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface GroupMetadataValueInput {
  readonly protocolType: string;
  readonly generation: number;
  readonly protocol: string | null;
  readonly leader: string | null;
  readonly currentStateTimestamp?: number | undefined;
  readonly members: readonly MemberMetadataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface MemberMetadata {
  memberId: string;
  /** v3-4 */
  groupInstanceId: string | null;
  clientId: string;
  clientHost: string;
  /** v1-4 */
  rebalanceTimeout: number;
  sessionTimeout: number;
  subscription: Buffer;
  assignment: Buffer;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface MemberMetadataInput {
  readonly memberId: string;
  readonly groupInstanceId?: string | null | undefined;
  readonly clientId: string;
  readonly clientHost: string;
  readonly rebalanceTimeout?: number | undefined;
  readonly sessionTimeout: number;
  readonly subscription: Uint8Array;
  readonly assignment: Uint8Array;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A classic group with its members and their assignment, in __consumer_offsets. A null value deletes it. Versions 0-4. */
export const GroupMetadataValue: RecordCodec<GroupMetadataValue, GroupMetadataValueInput> = {
  name: 'GroupMetadataValue',
  type: 2,
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 4,
  ...codec('GroupMetadataValue', { decode: decodeGroupMetadataValue, encode: encodeGroupMetadataValue, size: sizeGroupMetadataValue }),
};

function decodeGroupMetadataValue(r: ByteReader, v: number): GroupMetadataValue {
  const flexible = v >= 4;
  const protocolType = flexible ? r.compactString('protocolType') : r.string('protocolType');
  const generation = r.int32('generation');
  const protocol = flexible ? r.compactNullableString('protocol') : r.nullableString('protocol');
  const leader = flexible ? r.compactNullableString('leader') : r.nullableString('leader');
  const currentStateTimestamp = v >= 2 ? r.int64('currentStateTimestamp') : -1;
  const members: MemberMetadata[] = [];
  const membersLength = r.arrayLength(flexible, 'members', 9);
  try {
    while (members.length < membersLength) members.push(decodeMemberMetadata(r, v));
  } catch (error) {
    throw inField(error, 'members', members.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: GroupMetadataValue = { protocolType, generation, protocol, leader, currentStateTimestamp, members };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeGroupMetadataValue(w: ByteWriter, m: GroupMetadataValueInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.protocolType) : w.string(m.protocolType);
  w.int32(m.generation);
  flexible ? w.compactNullableString(m.protocol) : w.nullableString(m.protocol);
  flexible ? w.compactNullableString(m.leader) : w.nullableString(m.leader);
  if (v >= 2) w.int64(m.currentStateTimestamp ?? -1);
  {
    const value = m.members;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeMemberMetadata(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeGroupMetadataValue(m: GroupMetadataValueInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.protocolType) : sizeOfString(m.protocolType));
  bytes += (flexible ? sizeOfCompactNullableString(m.protocol) : sizeOfNullableString(m.protocol));
  bytes += (flexible ? sizeOfCompactNullableString(m.leader) : sizeOfNullableString(m.leader));
  if (v >= 2) bytes += 8;
  bytes += sizeOfList(flexible, m.members, v, sizeMemberMetadata);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeMemberMetadata(r: ByteReader, v: number): MemberMetadata {
  const flexible = v >= 4;
  const memberId = flexible ? r.compactString('memberId') : r.string('memberId');
  const groupInstanceId = v >= 3 ? (flexible ? r.compactNullableString('groupInstanceId') : r.nullableString('groupInstanceId')) : null;
  const clientId = flexible ? r.compactString('clientId') : r.string('clientId');
  const clientHost = flexible ? r.compactString('clientHost') : r.string('clientHost');
  const rebalanceTimeout = v >= 1 ? r.int32('rebalanceTimeout') : -1;
  const sessionTimeout = r.int32('sessionTimeout');
  const subscription = flexible ? r.compactBytes('subscription') : r.bytes('subscription');
  const assignment = flexible ? r.compactBytes('assignment') : r.bytes('assignment');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: MemberMetadata = { memberId, groupInstanceId, clientId, clientHost, rebalanceTimeout, sessionTimeout, subscription, assignment };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeMemberMetadata(w: ByteWriter, m: MemberMetadataInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.memberId) : w.string(m.memberId);
  if (v >= 3) flexible ? w.compactNullableString(m.groupInstanceId ?? null) : w.nullableString(m.groupInstanceId ?? null);
  flexible ? w.compactString(m.clientId) : w.string(m.clientId);
  flexible ? w.compactString(m.clientHost) : w.string(m.clientHost);
  if (v >= 1) w.int32(m.rebalanceTimeout ?? -1);
  w.int32(m.sessionTimeout);
  flexible ? w.compactBytes(m.subscription) : w.bytes(m.subscription);
  flexible ? w.compactBytes(m.assignment) : w.bytes(m.assignment);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeMemberMetadata(m: MemberMetadataInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.memberId) : sizeOfString(m.memberId));
  if (v >= 3) bytes += (flexible ? sizeOfCompactNullableString(m.groupInstanceId ?? null) : sizeOfNullableString(m.groupInstanceId ?? null));
  bytes += (flexible ? sizeOfCompactString(m.clientId) : sizeOfString(m.clientId));
  bytes += (flexible ? sizeOfCompactString(m.clientHost) : sizeOfString(m.clientHost));
  if (v >= 1) bytes += 4;
  bytes += sizeOfBytes(flexible, m.subscription);
  bytes += sizeOfBytes(flexible, m.assignment);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
