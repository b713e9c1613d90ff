// What a client may do, as a bit field of ACL operation codes (KIP-430): everything that exists for the
// kind of resource, as long as there is no authorizer.

const READ = 3;
const WRITE = 4;
const CREATE = 5;
const DELETE = 6;
const ALTER = 7;
const DESCRIBE = 8;
const CLUSTER_ACTION = 9;
const DESCRIBE_CONFIGS = 10;
const ALTER_CONFIGS = 11;
const IDEMPOTENT_WRITE = 12;

const bits = (...operations: number[]): number =>
  operations.reduce((field, operation) => field | (1 << operation), 0);

export const ALL_TOPIC_OPERATIONS = bits(
  READ,
  WRITE,
  CREATE,
  DELETE,
  ALTER,
  DESCRIBE,
  DESCRIBE_CONFIGS,
  ALTER_CONFIGS,
);

export const ALL_CLUSTER_OPERATIONS = bits(
  CREATE,
  CLUSTER_ACTION,
  ALTER,
  DESCRIBE,
  DESCRIBE_CONFIGS,
  ALTER_CONFIGS,
  IDEMPOTENT_WRITE,
);

/** The operations were not asked for. */
export const NOT_ASKED_FOR = -(2 ** 31);
