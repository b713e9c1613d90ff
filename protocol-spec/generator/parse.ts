// Reads one spec file (the grammar is in ../README.md) into the model. What a line alone can get wrong is
// found here, with the line's number; what concerns several lines or files is found in check.ts.

import type { Line } from './lines.ts';
import { readLines } from './lines.ts';
import type { Message, Spec, VersionNote } from './model.ts';
import { readStructs } from './parse-fields.ts';
import { SpecError } from './spec-error.ts';
import type { VersionRange } from './versions.ts';
import { parseRange } from './versions.ts';

const KINDS = ['api', 'coordinator', 'metadata', 'data', 'header'] as const;
const KEYED: readonly string[] = ['api', 'coordinator', 'metadata'];

/** Which sections hold fields, and what their types' names end in. */
const ROLES: Readonly<Record<Spec['kind'], Readonly<Partial<Record<Message['role'], string>>>>> = {
  api: { request: 'Request', response: 'Response' },
  coordinator: { key: 'Key', value: 'Value' },
  metadata: { fields: '' },
  data: { fields: '' },
  header: { fields: '' },
};

/** A section: its heading and the lines below it. */
interface Section {
  readonly heading: Line;
  readonly body: readonly Line[];
}

interface Versions {
  readonly versions: VersionRange | null;
  readonly flexibleFrom: number;
  readonly unstableFrom: number;
}

/** Reads a spec file; throws SpecError. */
export function parseSpec(path: string, text: string): Spec {
  const lines = readLines(path, text);
  const start = lines.findIndex((line) => line.words.length > 0);
  const head = lines[start];
  if (!head) throw new SpecError(path, 1, 'an empty file');
  const { kind, key, name, rest } = readHead(path, head);
  const shared = readVersions(path, head, rest);
  const sections = splitSections(path, lines.slice(start + 1));
  const roles = ROLES[kind];
  const messages: Message[] = [];
  for (const section of sections) {
    const [title = '', ...words] = section.heading.words;
    if (title === 'notes' || title === 'errors') continue;
    const suffix = roles[title as Message['role']];
    if (suffix === undefined) {
      throw new SpecError(
        path,
        section.heading.number,
        `no section of a ${kind} is called '${title}'`,
      );
    }
    const versions = readVersions(path, section.heading, words, shared);
    messages.push(
      readMessage(path, section, { role: title as Message['role'], name: name + suffix, versions }),
    );
  }
  if (messages.length !== Object.keys(roles).length) {
    throw new SpecError(
      path,
      head.number,
      `${kind} has the sections ${Object.keys(roles).join(', ')}`,
    );
  }
  const summary = lines.slice(0, start).map((line) => line.comment ?? '');
  return {
    path,
    kind,
    name,
    key,
    summary,
    notes: readNotes(path, sections),
    errors: readErrors(sections),
    messages,
  };
}

function readHead(
  path: string,
  head: Line,
): { kind: Spec['kind']; key: number | null; name: string; rest: readonly string[] } {
  const [kind = '', ...words] = head.words;
  const known = KINDS.find((each) => each === kind);
  if (!known) throw new SpecError(path, head.number, `'${kind}' is none of ${KINDS.join(', ')}`);
  let key: number | null = null;
  if (KEYED.includes(known)) {
    const word = words.shift() ?? '';
    if (!/^\d+$/.test(word))
      throw new SpecError(path, head.number, `${kind} needs a number, not '${word}'`);
    key = Number(word);
  }
  const name = words.shift() ?? '';
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name))
    throw new SpecError(path, head.number, `'${name}' is no name`);
  return { kind: known, key, name, rest: words };
}

/** `versions 0-4 flexible 2+ unstable 4+`, each part optional. */
function readVersions(
  path: string,
  line: Line,
  words: readonly string[],
  shared?: Versions,
): Versions {
  const found = new Map<string, VersionRange>();
  for (let i = 0; i < words.length; i += 2) {
    const [what = '', text = ''] = [words[i], words[i + 1]];
    const range = parseRange(text);
    if (!['versions', 'flexible', 'unstable'].includes(what) || !range) {
      throw new SpecError(path, line.number, `cannot read '${what} ${text}'`);
    }
    found.set(what, range);
  }
  const none = Number.POSITIVE_INFINITY;
  const base = found.has('versions') ? undefined : shared;
  return {
    versions: found.get('versions') ?? shared?.versions ?? null,
    flexibleFrom: found.get('flexible')?.from ?? base?.flexibleFrom ?? none,
    unstableFrom: found.get('unstable')?.from ?? base?.unstableFrom ?? none,
  };
}

function splitSections(path: string, lines: readonly Line[]): Section[] {
  const sections: { heading: Line; body: Line[] }[] = [];
  for (const line of lines) {
    if (line.words.length === 0) continue;
    if (line.depth === 0) sections.push({ heading: line, body: [] });
    else if (sections.length > 0) sections.at(-1)?.body.push(line);
    else throw new SpecError(path, line.number, 'a line that belongs to no section');
  }
  return sections;
}

function readMessage(
  path: string,
  section: Section,
  { role, name, versions }: { role: Message['role']; name: string; versions: Versions },
): Message {
  const range = versions.versions;
  if (!range || range.to === Number.POSITIVE_INFINITY) {
    throw new SpecError(path, section.heading.number, `${name} needs a closed range of versions`);
  }
  const structs = readStructs(path, section.body, { name, versions: range });
  const root = structs.at(-1);
  if (!root) throw new SpecError(path, section.heading.number, `${name} has no fields`);
  const stableTo = Math.min(range.to, versions.unstableFrom - 1);
  const flexibleFrom =
    versions.flexibleFrom > range.to ? Number.POSITIVE_INFINITY : versions.flexibleFrom;
  return { role, name, versions: range, stableTo, flexibleFrom, root, structs };
}

/** Each note is `v3 text` or `v3-5 text`. */
function readNotes(path: string, sections: readonly Section[]): VersionNote[] {
  const body = sections.find((section) => section.heading.words[0] === 'notes')?.body ?? [];
  return body.map((line) => {
    const [version = '', ...text] = line.words;
    const versions = version.startsWith('v') ? parseRange(version.slice(1)) : null;
    if (!versions)
      throw new SpecError(
        path,
        line.number,
        `a note starts with v and its versions, not '${version}'`,
      );
    return { versions, text: text.join(' ') };
  });
}

function readErrors(sections: readonly Section[]): string[] {
  const body = sections.find((section) => section.heading.words[0] === 'errors')?.body ?? [];
  return body.flatMap((line) => line.words);
}
