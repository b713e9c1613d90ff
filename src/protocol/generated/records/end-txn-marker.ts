// Generated from protocol-spec/records/control/end-txn-marker.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface EndTxnMarker {
  coordinatorEpoch: number;
}

export interface EndTxnMarkerInput {
  readonly coordinatorEpoch: number;
}

/** The value of a control record that ends a transaction. An int16 version stands before it. Versions 0. */
export const EndTxnMarker: RecordCodec<EndTxnMarker, EndTxnMarkerInput> = {
  name: 'EndTxnMarker',
  type: -1,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('EndTxnMarker', { decode: decodeEndTxnMarker, encode: encodeEndTxnMarker, size: sizeEndTxnMarker }),
};

function decodeEndTxnMarker(r: ByteReader, _v: number): EndTxnMarker {
  const coordinatorEpoch = r.int32('coordinatorEpoch');
  return { coordinatorEpoch };
}

function encodeEndTxnMarker(w: ByteWriter, m: EndTxnMarkerInput, _v: number): void {
  w.int32(m.coordinatorEpoch);
}

function sizeEndTxnMarker(_m: EndTxnMarkerInput, _v: number): number {
  return 4;
}
