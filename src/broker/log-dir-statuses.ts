// The log directories as DescribeLogDirs shows them.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { LogDirStatus } from '../dispatch/services.ts';
import type { LogManager } from '../log/log-manager.ts';

/** All of `log.dirs` as they are now; one that is offline has no space to tell of. */
export function logDirStatuses(logs: LogManager): LogDirStatus[] {
  return logs.statuses().map(({ path, directory, failure, isCordoned }) => ({
    path,
    isCordoned,
    space() {
      if (directory) return directory.space();
      throw new KafkaError(ErrorCode.KAFKA_STORAGE_ERROR, failure?.message);
    },
  }));
}
