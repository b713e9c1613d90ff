// One generated file: the messages of one spec with their types, codecs and descriptor.

import { emitDecode } from './emit-decode.ts';
import { emitEncode } from './emit-encode.ts';
import { emitSize } from './emit-size.ts';
import { emitStructDefaults } from './emit-struct-helpers.ts';
import { emitTypes } from './emit-types.ts';
import type { Message, Spec, Struct } from './model.ts';
import { showRange } from './versions.ts';

/** The names that generated code may use, by the module (below src/) that exports them. */
const IMPORTS: readonly (readonly [module: string, isType: boolean, names: readonly string[]])[] = [
  ['base/byte-reader.ts', true, ['ByteReader']],
  ['base/byte-writer.ts', true, ['ByteWriter']],
  ['base/uuid.ts', true, ['Uuid']],
  ['protocol/message.ts', true, ['Api', 'RecordCodec', 'RecordsInput', 'UnknownTaggedField']],
  [
    'base/byte-writer.ts',
    false,
    [
      'sizeOfCompactNullableString',
      'sizeOfCompactString',
      'sizeOfNullableString',
      'sizeOfString',
      'sizeOfUnsignedVarint',
    ],
  ],
  ['base/int64.ts', false, ['INT64_MAX', 'INT64_MIN']],
  ['base/malformed-message-error.ts', false, ['inField']],
  ['base/uuid.ts', false, ['ZERO_UUID']],
  [
    'protocol/codec-support.ts',
    false,
    [
      'codec',
      'decodeField',
      'decodePresence',
      'decodeUnknownTag',
      'decodeUnknownTags',
      'encodeRecords',
      'encodeUnknownTags',
      'encodeUnknownTagsBetween',
      'expectTagEnd',
      'notNullable',
      'tagNotInVersion',
      'unsupported',
    ],
  ],
  [
    'protocol/codec-sizes.ts',
    false,
    [
      'sizeOfBytes',
      'sizeOfBytesList',
      'sizeOfFixedList',
      'sizeOfList',
      'sizeOfNullable',
      'sizeOfStrings',
      'sizeOfTag',
      'sizeOfTagSection',
      'sizeOfUnknownTags',
    ],
  ],
];

/** The content of the generated file; `depth` is how many folders it lies below src/. */
export function emitFile(spec: Spec, depth: number): string {
  const body: string[] = [];
  for (const message of spec.messages) {
    for (const struct of [...message.structs].reverse()) body.push(...emitTypes(message, struct));
  }
  body.push(...emitDescriptors(spec));
  for (const message of spec.messages) body.push(...emitCodec(message));
  const text = body.join('\n');
  return `${[...emitHead(spec), ...emitImports(text, depth), '', text].join('\n').trimEnd()}\n`;
}

function emitHead(spec: Spec): string[] {
  return [`// Generated from protocol-spec/${spec.path}; change that and run the generator.`, ''];
}

function emitImports(text: string, depth: number): string[] {
  const up = '../'.repeat(depth);
  return IMPORTS.flatMap(([module, isType, names]) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
    if (used.length === 0) return [];
    return [`import ${isType ? 'type ' : ''}{ ${used.join(', ')} } from '${up}${module}';`];
  });
}

function emitCodec(message: Message): string[] {
  const needDefaults = structsWithDefault(message);
  return [...message.structs]
    .reverse()
    .flatMap((struct) => [
      ...emitDecode(message, struct),
      ...emitEncode(message, struct),
      ...emitSize(message, struct),
      ...(needDefaults.has(struct) ? emitStructDefaults(struct) : []),
    ]);
}

/** Structs that stand somewhere as a field whose default is not null. */
function structsWithDefault(message: Message): Set<Struct> {
  const found = new Set<Struct>();
  for (const struct of message.structs) {
    for (const field of struct.fields) {
      const isPlainStruct = field.struct && !field.isArray && field.default !== 'null';
      const canBeMissing =
        field.tag !== null ||
        field.versions.from > struct.versions.from ||
        field.versions.to < struct.versions.to;
      if (field.struct && isPlainStruct && canBeMissing) found.add(field.struct);
    }
  }
  return found;
}

function emitDescriptors(spec: Spec): string[] {
  if (spec.kind === 'api') return emitApi(spec);
  return spec.messages.flatMap((message) => emitRecordCodec(spec, message));
}

function emitApi(spec: Spec): string[] {
  const [request, response] = spec.messages as readonly [Message, Message];
  const { name } = spec;
  return [
    ...(spec.summary.length > 0
      ? ['/**', ...spec.summary.map((line) => ` * ${line}`.trimEnd()), ' */']
      : []),
    `export const ${name}: Api<${name}Request, ${name}Response, ${name}RequestInput, ${name}ResponseInput> = {`,
    `  key: ${spec.key},`,
    `  name: '${name}',`,
    ...versionLines(request),
    `  request: ${codecOf(request)},`,
    `  response: ${codecOf(response)},`,
    '};',
    '',
  ];
}

function emitRecordCodec(spec: Spec, message: Message): string[] {
  const { name } = message;
  return [
    `/** ${spec.summary.join(' ') || name} Versions ${showRange(message.versions)}. */`,
    `export const ${name}: RecordCodec<${name}, ${name}Input> = {`,
    `  name: '${name}',`,
    `  type: ${spec.key ?? -1},`,
    ...versionLines(message),
    `  ...${codecOf(message)},`,
    '};',
    '',
  ];
}

function versionLines(message: Message): string[] {
  const flexible =
    message.flexibleFrom === Number.POSITIVE_INFINITY
      ? 'Number.POSITIVE_INFINITY'
      : message.flexibleFrom;
  return [
    `  minVersion: ${message.versions.from},`,
    `  maxVersion: ${message.stableTo},`,
    `  flexibleFrom: ${flexible},`,
  ];
}

function codecOf({ name }: Message): string {
  return `codec('${name}', { decode: decode${name}, encode: encode${name}, size: size${name} })`;
}
