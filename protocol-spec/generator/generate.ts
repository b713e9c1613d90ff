// All generated files, by their path below src/protocol/generated.

import { kebabCase } from './code.ts';
import { emitFile } from './emit-file.ts';
import type { Spec } from './model.ts';

const MARK = '// Generated from protocol-spec; change that and run the generator.';

/** Derives every file; the specs have been checked. */
export function generate(specs: readonly Spec[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const spec of specs.flatMap(splitCoordinator)) {
    const path = outputPath(spec);
    files.set(path, emitFile(spec, 2 + path.split('/').length - 1));
  }
  const apis = specs
    .filter((spec) => spec.kind === 'api')
    .sort((a, b) => (a.key ?? 0) - (b.key ?? 0));
  files.set('apis.ts', emitApis(apis));
  files.set('api-table.ts', emitApiTable(apis));
  files.set('stored-records.ts', emitStoredRecords(specs));
  return files;
}

/** A coordinator record's key and value go into files of their own: the name of the file is what it exports. */
function splitCoordinator(spec: Spec): Spec[] {
  if (spec.kind !== 'coordinator') return [spec];
  return spec.messages.map((message) => ({ ...spec, name: message.name, messages: [message] }));
}

function outputPath({ kind, name }: Spec): string {
  const folder = kind === 'api' || kind === 'header' ? '' : 'records/';
  return `${folder}${kebabCase(name)}.ts`;
}

/** Every descriptor: for tools and tests; the broker imports those that it serves. */
function emitApis(apis: readonly Spec[]): string {
  const lines = [
    MARK,
    '',
    ...apis.map(({ name }) => `import { ${name} } from './${kebabCase(name)}.ts';`),
    '',
    '/** Every API, in the order of the keys. Loads all codecs: for tools and tests. */',
    'export const ALL_APIS = [',
    ...apis.map(({ name }) => `  ${name},`),
    '] as const;',
  ];
  return `${lines.join('\n')}\n`;
}

/** Names and versions of the APIs without their codecs. */
function emitApiTable(apis: readonly Spec[]): string {
  const lines = [
    MARK,
    '',
    '/** What is known of an API without loading its codecs. */',
    'export interface ApiFacts {',
    '  readonly key: number;',
    '  readonly name: string;',
    '  readonly minVersion: number;',
    '  readonly maxVersion: number;',
    '  readonly flexibleFrom: number;',
    '}',
    '',
    '/** Every API, in the order of the keys. */',
    'export const API_TABLE: readonly ApiFacts[] = [',
    ...apis.map(({ key, name, messages: [request] }) => {
      if (!request) throw new Error(`${name} has no request`);
      const { versions, stableTo, flexibleFrom } = request;
      const flexible =
        flexibleFrom === Number.POSITIVE_INFINITY ? 'Number.POSITIVE_INFINITY' : flexibleFrom;
      return `  { key: ${key}, name: '${name}', minVersion: ${versions.from}, maxVersion: ${stableTo}, flexibleFrom: ${flexible} },`;
    }),
    '];',
  ];
  return `${lines.join('\n')}\n`;
}

/** Every codec that is no request or response: for tools and tests. */
function emitStoredRecords(specs: readonly Spec[]): string {
  const stored = specs.filter((spec) => spec.kind !== 'api').flatMap(splitCoordinator);
  const lines = [
    MARK,
    '',
    ...stored.map((spec) => `import { ${spec.name} } from './${outputPath(spec)}';`),
    '',
    '/** Every codec of a header or a stored record. Loads them all: for tools and tests. */',
    'export const ALL_RECORD_CODECS = [',
    ...stored.map(({ name }) => `  ${name},`),
    '] as const;',
  ];
  return `${lines.join('\n')}\n`;
}
