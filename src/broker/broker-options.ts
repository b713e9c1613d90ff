// What a broker is given: settings that are checked already, and the world it runs in.

import type { Interceptor } from '../dispatch/interceptor.ts';
import type { LogLevelControl } from '../metadata/broker-loggers.ts';
import type { ReleaseProfile } from '../metadata/releases/release-profile.ts';
import type { Logger } from '../platform/logger.ts';
import type { Platform } from '../platform/platform.ts';
import type { ListenerConfig } from './config/listeners.ts';
import type { TopicSpec } from './config/topic-spec.ts';

export interface BrokerOptions {
  /** Static broker configs, by name, each valid. */
  readonly properties: ReadonlyMap<string, string>;
  readonly listeners: readonly ListenerConfig[];
  /** `log.dirs`: where the logs are kept; with a memory disk, any paths. */
  readonly logDirectories: readonly string[];
  /** `metadata.log.dir`: where the metadata are kept; left out: in the first of the log directories. */
  readonly metadataDirectory?: string;
  readonly nodeId: number;
  /** The cluster that the data must be of, and that new data is of; left out: that of the data, or a new one. */
  readonly clusterId?: string;
  /** Topics that are created while the broker starts, where they do not exist. */
  readonly topics: readonly TopicSpec[];
  readonly platform: Platform;
  readonly logger: Logger;
  /** The release of Apache Kafka that the broker is as; left out: 4.3, with all that is served here. */
  readonly release?: ReleaseProfile | null;
  /** How the level of `logger` is seen and changed; left out: it is INFO and stays. */
  readonly logLevel?: LogLevelControl;
  /** Stands before every handler; left out: nobody does. */
  readonly interceptor?: Interceptor;
}
