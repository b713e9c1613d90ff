// The words of `klamm start`, read but not yet understood as settings.

import type { HostPort } from '../base/host-port.ts';
import type { LogLevel } from '../platform/log-level.ts';

/** What `klamm start` was given; what is missing was not. */
export interface StartArguments {
  /** A release of Apache Kafka. */
  readonly as?: string;
  readonly port?: number;
  readonly host?: string;
  readonly data?: string;
  readonly memory?: boolean;
  /** Directories of a stopped Apache Kafka node. */
  readonly import?: readonly string[];
  /** The path of a server.properties. */
  readonly config?: string;
  readonly set?: readonly string[];
  readonly topics?: string;
  /** Where the admin endpoint is to be; without one there is none. */
  readonly admin?: HostPort;
  readonly readyFile?: string;
  /** Run once the broker serves; the broker stops with it. */
  readonly command?: readonly string[];
  readonly printEnv?: boolean;
  /** The path of the file that takes the traffic. */
  readonly record?: string;
  /** Ends with a failure on what applications should not have done. */
  readonly strict?: boolean;
  readonly explainConfig?: boolean;
  readonly logLevel: LogLevel;
}
