// What the configs of a share group, over those of the broker, say of its members' records.

import type { ConfigService } from '../metadata/config-service.ts';
import type { GroupConfig } from '../metadata/configs/group-configs.ts';
import type { MetadataImage } from '../metadata/metadata-image.ts';
import type { ShareGroupSettings, ShareStart } from '../replication/share/share-group-settings.ts';

export class ShareGroupConfigs {
  readonly #configs: ConfigService;
  readonly #image: () => MetadataImage;
  /** What was read of this image; several requests of each group come between two changes of it. */
  #readFrom: MetadataImage | null = null;
  readonly #settings = new Map<string, ShareGroupSettings>();

  constructor(configs: ConfigService, image: () => MetadataImage) {
    this.#configs = configs;
    this.#image = image;
  }

  /** The group's settings as they count now. */
  settings(groupId: string): ShareGroupSettings {
    const image = this.#image();
    if (image !== this.#readFrom || this.#settings.size >= MAX_REMEMBERED) this.#settings.clear();
    this.#readFrom = image;
    const known = this.#settings.get(groupId);
    if (known !== undefined) return known;
    const settings = settingsOf(this.#configs.groupConfig(groupId));
    this.#settings.set(groupId, settings);
    return settings;
  }
}

/** Clients make up group ids. */
const MAX_REMEMBERED = 10_000;

function settingsOf(config: GroupConfig): ShareGroupSettings {
  return {
    lockDurationMs: config.shareRecordLockDurationMs,
    maxDeliveryCount: config.shareDeliveryCountLimit,
    maxInFlight: config.sharePartitionMaxRecordLocks,
    isRenewEnabled: config.shareRenewAcknowledgeEnable,
    isolation:
      config.shareIsolationLevel === 'read_committed' ? 'read_committed' : 'read_uncommitted',
    startsAt: shareStartOf(config.shareAutoOffsetReset),
  };
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** ISO 8601 as java.time.Duration reads it. */
const BY_DURATION =
  /^by_duration:\+?P(?:(\+?\d+)D)?(?:T(?:(\+?\d+)H)?(?:(\+?\d+)M)?(?:(\+?[\d.,]+)S)?)?$/i;

/** A text that the config's validation has let through. */
export function shareStartOf(text: string): ShareStart {
  if (text === 'earliest' || text === 'latest') return text;
  const [, days, hours, minutes, seconds] = BY_DURATION.exec(text) ?? [];
  const ms = (amount: string | undefined, unitMs: number) =>
    Number((amount ?? '0').replace(',', '.')) * unitMs;
  const durationMs =
    ms(days, DAY_MS) + ms(hours, HOUR_MS) + ms(minutes, MINUTE_MS) + ms(seconds, SECOND_MS);
  return { durationMs: Math.floor(durationMs) };
}
