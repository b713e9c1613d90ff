// Generated from protocol-spec/api/72-push-telemetry.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface PushTelemetryRequest {
  clientInstanceId: Uuid;
  subscriptionId: number;
  terminating: boolean;
  compressionType: number;
  metrics: Buffer;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PushTelemetryRequestInput {
  readonly clientInstanceId: Uuid;
  readonly subscriptionId: number;
  readonly terminating: boolean;
  readonly compressionType: number;
  readonly metrics: Uint8Array;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PushTelemetryResponse {
  throttleTimeMs: number;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PushTelemetryResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Sends a client's metrics to the broker (KIP-714). Announced only where something receives them.
 */
export const PushTelemetry: Api<PushTelemetryRequest, PushTelemetryResponse, PushTelemetryRequestInput, PushTelemetryResponseInput> = {
  key: 72,
  name: 'PushTelemetry',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('PushTelemetryRequest', { decode: decodePushTelemetryRequest, encode: encodePushTelemetryRequest, size: sizePushTelemetryRequest }),
  response: codec('PushTelemetryResponse', { decode: decodePushTelemetryResponse, encode: encodePushTelemetryResponse, size: sizePushTelemetryResponse }),
};

function decodePushTelemetryRequest(r: ByteReader, _v: number): PushTelemetryRequest {
  const clientInstanceId = r.uuid('clientInstanceId');
  const subscriptionId = r.int32('subscriptionId');
  const terminating = r.bool('terminating');
  const compressionType = r.int8('compressionType');
  const metrics = r.compactBytes('metrics');
  const unknown = decodeUnknownTags(r);
  const m: PushTelemetryRequest = { clientInstanceId, subscriptionId, terminating, compressionType, metrics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePushTelemetryRequest(w: ByteWriter, m: PushTelemetryRequestInput, _v: number): void {
  w.uuid(m.clientInstanceId);
  w.int32(m.subscriptionId);
  w.bool(m.terminating);
  w.int8(m.compressionType);
  w.compactBytes(m.metrics);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePushTelemetryRequest(m: PushTelemetryRequestInput, _v: number): number {
  let bytes = 22;
  bytes += sizeOfBytes(true, m.metrics);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePushTelemetryResponse(r: ByteReader, _v: number): PushTelemetryResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const unknown = decodeUnknownTags(r);
  const m: PushTelemetryResponse = { throttleTimeMs, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePushTelemetryResponse(w: ByteWriter, m: PushTelemetryResponseInput, _v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePushTelemetryResponse(m: PushTelemetryResponseInput, _v: number): number {
  let bytes = 6;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
