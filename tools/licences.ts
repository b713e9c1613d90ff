// The licences of the packages that are part of the bundle, for whoever gets it: they ask for that.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const PACKAGE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE_FILE = /^licen[cs]e(\.(md|txt))?$/i;

/** Writes the licence of every package that one of these modules, given as absolute paths, is of. */
export async function writeLicences(modules: readonly string[], file: string): Promise<void> {
  const packages = new Set(modules.flatMap((id) => PACKAGE.exec(id)?.[1] ?? []));
  const texts = await Promise.all([...packages].toSorted().map(licenceOf));
  await writeFile(file, texts.join(`\n${'-'.repeat(80)}\n\n`));
}

/** Fails for a package without one: it must not be published as part of the bundle. */
async function licenceOf(directory: string): Promise<string> {
  const text = await readFile(path.join(directory, 'package.json'), 'utf8');
  const { name, version, license } = JSON.parse(text) as Record<string, string>;
  const file = (await readdir(directory)).find((each) => LICENCE_FILE.test(each));
  if (file === undefined) throw new Error(`${name} is bundled, and has no licence file`);
  const licence = await readFile(path.join(directory, file), 'utf8');
  return `${name} ${version} (${license})\n\n${licence.trim()}\n`;
}
