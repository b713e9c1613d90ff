// What may be done to a group, as the describing APIs tell it (KIP-430).

import { ErrorCode } from '../base/error-code.ts';

/** Bits of the operations that a group knows: READ, DELETE, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS. */
const GROUP_OPERATIONS = (1 << 3) | (1 << 6) | (1 << 8) | (1 << 10) | (1 << 11);

/** The described groups, with what may be done to those that are there, if that is asked for. */
export function withOperations<Group extends { readonly errorCode: number }>(
  groups: readonly Group[],
  isAsked: boolean,
): readonly Group[] {
  if (!isAsked) return groups;
  return groups.map((group) =>
    group.errorCode === ErrorCode.NONE
      ? { ...group, authorizedOperations: GROUP_OPERATIONS }
      : group,
  );
}
