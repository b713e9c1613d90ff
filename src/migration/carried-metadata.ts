// What a Klamm keeps in its metadata store of the Apache Kafka that its data comes from, only to give it
// back: records without effect here, feature levels, where the metadata log ended. Keys below `carried/`:
//
//   carried/origin              the metadata log that was read, and the quorum's version
//   carried/feature/<name>      a finalized level of a feature that is not one here
//   carried/<kind>/<key>        a record, its bytes in base64

import { assert } from '../base/assert.ts';
import type { MetaEntry, MetaOperation } from '../metadata/meta-store.ts';
import { decodeRecord, encodeRecord } from '../metadata/metadata-records.ts';
import type { CarriedKind, CarriedRecord } from './cluster-state.ts';
import type { OffsetAndEpoch } from './metadata-log.ts';

export const CARRIED_PREFIX = 'carried/';
const ORIGIN_KEY = 'carried/origin';
const FEATURE_PREFIX = 'carried/feature/';

export interface OriginRecord {
  /** Where the metadata log of Apache Kafka ended. */
  readonly offset: number;
  readonly epoch: number;
  readonly kraftVersion: number;
}

interface FeatureRecord {
  readonly level: number;
}

interface BytesRecord {
  readonly label: string;
  readonly base64: string;
}

/** Everything that is carried. */
export interface CarriedMetadata {
  /** Null when the data was never Apache Kafka's. */
  readonly origin: OriginRecord | null;
  readonly features: ReadonlyMap<string, number>;
  readonly records: readonly CarriedRecord[];
}

/** What is carried as operations of a metadata store. */
export function carriedOperations(
  carried: Omit<CarriedMetadata, 'origin'> & {
    readonly end: OffsetAndEpoch;
    readonly kraftVersion: number;
  },
): MetaOperation[] {
  const { offset, epoch } = carried.end;
  const origin: OriginRecord = { offset, epoch, kraftVersion: carried.kraftVersion };
  return [
    { put: ORIGIN_KEY, value: encodeRecord(origin) },
    ...[...carried.features].map(([name, level]) => ({
      put: FEATURE_PREFIX + name,
      value: encodeRecord<FeatureRecord>({ level }),
    })),
    ...carried.records.map(({ kind, key, label, bytes }) => ({
      put: `${CARRIED_PREFIX}${kind}/${key}`,
      value: encodeRecord<BytesRecord>({ label, base64: bytes.toString('base64') }),
    })),
  ];
}

/** What a metadata store carries, from its entries below `CARRIED_PREFIX`. */
export function readCarried(entries: readonly MetaEntry[]): CarriedMetadata {
  let origin: OriginRecord | null = null;
  const features = new Map<string, number>();
  const records: CarriedRecord[] = [];
  for (const { key, value } of entries) {
    assert(key.startsWith(CARRIED_PREFIX), 'only what is carried is read here');
    if (key === ORIGIN_KEY) {
      origin = decodeRecord<OriginRecord>(key, value);
    } else if (key.startsWith(FEATURE_PREFIX)) {
      features.set(key.slice(FEATURE_PREFIX.length), decodeRecord<FeatureRecord>(key, value).level);
    } else {
      const [kind = '', ...rest] = key.slice(CARRIED_PREFIX.length).split('/');
      const { label, base64 } = decodeRecord<BytesRecord>(key, value);
      const bytes = Buffer.from(base64, 'base64');
      records.push({ kind: kind as CarriedKind, key: rest.join('/'), label, bytes });
    }
  }
  return { origin, features, records };
}
