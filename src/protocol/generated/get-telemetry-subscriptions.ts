// Generated from protocol-spec/api/71-get-telemetry-subscriptions.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface GetTelemetrySubscriptionsRequest {
  /** zero on the first request */
  clientInstanceId: Uuid;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface GetTelemetrySubscriptionsRequestInput {
  readonly clientInstanceId: Uuid;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface GetTelemetrySubscriptionsResponse {
  throttleTimeMs: number;
  errorCode: number;
  clientInstanceId: Uuid;
  subscriptionId: number;
  acceptedCompressionTypes: number[];
  pushIntervalMs: number;
  telemetryMaxBytes: number;
  deltaTemporality: boolean;
  requestedMetrics: string[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface GetTelemetrySubscriptionsResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly clientInstanceId: Uuid;
  readonly subscriptionId: number;
  readonly acceptedCompressionTypes: readonly number[];
  readonly pushIntervalMs: number;
  readonly telemetryMaxBytes: number;
  readonly deltaTemporality: boolean;
  readonly requestedMetrics: readonly string[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Tells a client which of its metrics the broker wants, and how often (KIP-714). Announced only
 * where something receives them.
 */
export const GetTelemetrySubscriptions: Api<GetTelemetrySubscriptionsRequest, GetTelemetrySubscriptionsResponse, GetTelemetrySubscriptionsRequestInput, GetTelemetrySubscriptionsResponseInput> = {
  key: 71,
  name: 'GetTelemetrySubscriptions',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('GetTelemetrySubscriptionsRequest', { decode: decodeGetTelemetrySubscriptionsRequest, encode: encodeGetTelemetrySubscriptionsRequest, size: sizeGetTelemetrySubscriptionsRequest }),
  response: codec('GetTelemetrySubscriptionsResponse', { decode: decodeGetTelemetrySubscriptionsResponse, encode: encodeGetTelemetrySubscriptionsResponse, size: sizeGetTelemetrySubscriptionsResponse }),
};

function decodeGetTelemetrySubscriptionsRequest(r: ByteReader, _v: number): GetTelemetrySubscriptionsRequest {
  const clientInstanceId = r.uuid('clientInstanceId');
  const unknown = decodeUnknownTags(r);
  const m: GetTelemetrySubscriptionsRequest = { clientInstanceId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeGetTelemetrySubscriptionsRequest(w: ByteWriter, m: GetTelemetrySubscriptionsRequestInput, _v: number): void {
  w.uuid(m.clientInstanceId);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeGetTelemetrySubscriptionsRequest(m: GetTelemetrySubscriptionsRequestInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeGetTelemetrySubscriptionsResponse(r: ByteReader, _v: number): GetTelemetrySubscriptionsResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const clientInstanceId = r.uuid('clientInstanceId');
  const subscriptionId = r.int32('subscriptionId');
  const acceptedCompressionTypes: number[] = [];
  const acceptedCompressionTypesLength = r.arrayLength(true, 'acceptedCompressionTypes', 1);
  for (let i = 0; i < acceptedCompressionTypesLength; i++) acceptedCompressionTypes.push(r.int8('acceptedCompressionTypes'));
  const pushIntervalMs = r.int32('pushIntervalMs');
  const telemetryMaxBytes = r.int32('telemetryMaxBytes');
  const deltaTemporality = r.bool('deltaTemporality');
  const requestedMetrics: string[] = [];
  const requestedMetricsLength = r.arrayLength(true, 'requestedMetrics', 1);
  for (let i = 0; i < requestedMetricsLength; i++) requestedMetrics.push(r.compactString('requestedMetrics'));
  const unknown = decodeUnknownTags(r);
  const m: GetTelemetrySubscriptionsResponse = { throttleTimeMs, errorCode, clientInstanceId, subscriptionId, acceptedCompressionTypes, pushIntervalMs, telemetryMaxBytes, deltaTemporality, requestedMetrics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeGetTelemetrySubscriptionsResponse(w: ByteWriter, m: GetTelemetrySubscriptionsResponseInput, _v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.uuid(m.clientInstanceId);
  w.int32(m.subscriptionId);
  {
    const value = m.acceptedCompressionTypes;
    w.arrayLength(true, value.length);
    for (const element of value) w.int8(element);
  }
  w.int32(m.pushIntervalMs);
  w.int32(m.telemetryMaxBytes);
  w.bool(m.deltaTemporality);
  {
    const value = m.requestedMetrics;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeGetTelemetrySubscriptionsResponse(m: GetTelemetrySubscriptionsResponseInput, _v: number): number {
  let bytes = 35;
  bytes += sizeOfFixedList(true, m.acceptedCompressionTypes, 1);
  bytes += sizeOfStrings(true, m.requestedMetrics);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
