// For structs whose default is not null: the default itself, and the test whether a value is it.

import { block } from './code.ts';
import { defaultOf, differsFromDefault } from './defaults.ts';
import type { Struct } from './model.ts';

/** `defaultX` and `isDefaultX`. */
export function emitStructDefaults(struct: Struct): string[] {
  const values = struct.fields.map((field) => `${field.name}: ${defaultOf(field)},`);
  const tests = struct.fields.map(
    (field) => `(m.${field.name} !== undefined && ${differsFromDefault(field, `m.${field.name}`)})`,
  );
  return [
    ...block(`function default${struct.name}(): ${struct.name}`, [
      ...block('return', values, '};'),
    ]),
    '',
    ...block(`function isDefault${struct.name}(m: ${struct.name}Input): boolean`, [
      `return !(${tests.join(' || ')} || m.unknownTaggedFields !== undefined);`,
    ]),
    '',
  ];
}
