// Generated from protocol-spec/api/60-describe-cluster.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeClusterRequest {
  includeClusterAuthorizedOperations: boolean;
  /** 1: brokers; 2: controllers · v1-2 */
  endpointType: number;
  /** v2 */
  includeFencedBrokers: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeClusterRequestInput {
  readonly includeClusterAuthorizedOperations: boolean;
  readonly endpointType?: number | undefined;
  readonly includeFencedBrokers?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeClusterResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  /** v1-2 */
  endpointType: number;
  clusterId: string;
  controllerId: number;
  brokers: DescribeClusterBroker[];
  /** a bit for each; the smallest int32 when not asked for */
  clusterAuthorizedOperations: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeClusterResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly endpointType?: number | undefined;
  readonly clusterId: string;
  readonly controllerId?: number | undefined;
  readonly brokers: readonly DescribeClusterBrokerInput[];
  readonly clusterAuthorizedOperations?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeClusterBroker {
  brokerId: number;
  host: string;
  port: number;
  rack: string | null;
  /** v2 */
  isFenced: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeClusterBrokerInput {
  readonly brokerId: number;
  readonly host: string;
  readonly port: number;
  readonly rack?: string | null | undefined;
  readonly isFenced?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Describes the brokers or the controllers of the cluster (KIP-700).
 */
export const DescribeCluster: Api<DescribeClusterRequest, DescribeClusterResponse, DescribeClusterRequestInput, DescribeClusterResponseInput> = {
  key: 60,
  name: 'DescribeCluster',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  request: codec('DescribeClusterRequest', { decode: decodeDescribeClusterRequest, encode: encodeDescribeClusterRequest, size: sizeDescribeClusterRequest }),
  response: codec('DescribeClusterResponse', { decode: decodeDescribeClusterResponse, encode: encodeDescribeClusterResponse, size: sizeDescribeClusterResponse }),
};

function decodeDescribeClusterRequest(r: ByteReader, v: number): DescribeClusterRequest {
  const includeClusterAuthorizedOperations = r.bool('includeClusterAuthorizedOperations');
  const endpointType = v >= 1 ? r.int8('endpointType') : 1;
  const includeFencedBrokers = v === 2 ? r.bool('includeFencedBrokers') : false;
  const unknown = decodeUnknownTags(r);
  const m: DescribeClusterRequest = { includeClusterAuthorizedOperations, endpointType, includeFencedBrokers };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeClusterRequest(w: ByteWriter, m: DescribeClusterRequestInput, v: number): void {
  w.bool(m.includeClusterAuthorizedOperations);
  if (v >= 1) w.int8(m.endpointType ?? 1);
  else if (m.endpointType !== undefined && m.endpointType !== 1) unsupported('DescribeClusterRequest', 'endpointType', v);
  if (v === 2) w.bool(m.includeFencedBrokers ?? false);
  else if (m.includeFencedBrokers !== undefined && m.includeFencedBrokers) unsupported('DescribeClusterRequest', 'includeFencedBrokers', v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeClusterRequest(m: DescribeClusterRequestInput, v: number): number {
  let bytes = 1;
  if (v >= 1) bytes += 1;
  if (v === 2) bytes += 1;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeClusterResponse(r: ByteReader, v: number): DescribeClusterResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const endpointType = v >= 1 ? r.int8('endpointType') : 1;
  const clusterId = r.compactString('clusterId');
  const controllerId = r.int32('controllerId');
  const brokers: DescribeClusterBroker[] = [];
  const brokersLength = r.arrayLength(true, 'brokers', 10);
  try {
    while (brokers.length < brokersLength) brokers.push(decodeDescribeClusterBroker(r, v));
  } catch (error) {
    throw inField(error, 'brokers', brokers.length);
  }
  const clusterAuthorizedOperations = r.int32('clusterAuthorizedOperations');
  const unknown = decodeUnknownTags(r);
  const m: DescribeClusterResponse = { throttleTimeMs, errorCode, errorMessage, endpointType, clusterId, controllerId, brokers, clusterAuthorizedOperations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeClusterResponse(w: ByteWriter, m: DescribeClusterResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  if (v >= 1) w.int8(m.endpointType ?? 1);
  else if (m.endpointType !== undefined && m.endpointType !== 1) unsupported('DescribeClusterResponse', 'endpointType', v);
  w.compactString(m.clusterId);
  w.int32(m.controllerId ?? -1);
  {
    const value = m.brokers;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDescribeClusterBroker(w, element, v);
  }
  w.int32(m.clusterAuthorizedOperations ?? -2147483648);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeClusterResponse(m: DescribeClusterResponseInput, v: number): number {
  let bytes = 14;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  if (v >= 1) bytes += 1;
  bytes += sizeOfCompactString(m.clusterId);
  bytes += sizeOfList(true, m.brokers, v, sizeDescribeClusterBroker);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeClusterBroker(r: ByteReader, v: number): DescribeClusterBroker {
  const brokerId = r.int32('brokerId');
  const host = r.compactString('host');
  const port = r.int32('port');
  const rack = r.compactNullableString('rack');
  const isFenced = v === 2 ? r.bool('isFenced') : false;
  const unknown = decodeUnknownTags(r);
  const m: DescribeClusterBroker = { brokerId, host, port, rack, isFenced };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeClusterBroker(w: ByteWriter, m: DescribeClusterBrokerInput, v: number): void {
  w.int32(m.brokerId);
  w.compactString(m.host);
  w.int32(m.port);
  w.compactNullableString(m.rack ?? null);
  if (v === 2) w.bool(m.isFenced ?? false);
  else if (m.isFenced !== undefined && m.isFenced) unsupported('DescribeClusterResponse', 'isFenced', v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeClusterBroker(m: DescribeClusterBrokerInput, v: number): number {
  let bytes = 8;
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfCompactNullableString(m.rack ?? null);
  if (v === 2) bytes += 1;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
