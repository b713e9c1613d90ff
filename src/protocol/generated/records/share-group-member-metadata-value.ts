// Generated from protocol-spec/records/group/10-share-group-member-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfStrings, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ShareGroupMemberMetadataValue {
  rackId: string | null;
  clientId: string;
  clientHost: string;
  subscribedTopicNames: string[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareGroupMemberMetadataValueInput {
  readonly rackId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly subscribedTopicNames: readonly string[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** What a member of a share group has told about itself (KIP-932). Versions 0. */
export const ShareGroupMemberMetadataValue: RecordCodec<ShareGroupMemberMetadataValue, ShareGroupMemberMetadataValueInput> = {
  name: 'ShareGroupMemberMetadataValue',
  type: 10,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ShareGroupMemberMetadataValue', { decode: decodeShareGroupMemberMetadataValue, encode: encodeShareGroupMemberMetadataValue, size: sizeShareGroupMemberMetadataValue }),
};

function decodeShareGroupMemberMetadataValue(r: ByteReader, _v: number): ShareGroupMemberMetadataValue {
  const rackId = r.compactNullableString('rackId');
  const clientId = r.compactString('clientId');
  const clientHost = r.compactString('clientHost');
  const subscribedTopicNames: string[] = [];
  const subscribedTopicNamesLength = r.arrayLength(true, 'subscribedTopicNames', 1);
  for (let i = 0; i < subscribedTopicNamesLength; i++) subscribedTopicNames.push(r.compactString('subscribedTopicNames'));
  const unknown = decodeUnknownTags(r);
  const m: ShareGroupMemberMetadataValue = { rackId, clientId, clientHost, subscribedTopicNames };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareGroupMemberMetadataValue(w: ByteWriter, m: ShareGroupMemberMetadataValueInput, _v: number): void {
  w.compactNullableString(m.rackId);
  w.compactString(m.clientId);
  w.compactString(m.clientHost);
  {
    const value = m.subscribedTopicNames;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareGroupMemberMetadataValue(m: ShareGroupMemberMetadataValueInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactNullableString(m.rackId);
  bytes += sizeOfCompactString(m.clientId);
  bytes += sizeOfCompactString(m.clientHost);
  bytes += sizeOfStrings(true, m.subscribedTopicNames);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
