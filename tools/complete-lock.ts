// Completes package-lock.json: a registry mirror that carries the binaries of some platforms only
// leaves the others out of the lock, and `npm ci` then refuses it everywhere. Each missing optional
// package gets an entry with its version and platform (read off its name), never a made-up hash.
// Run it after adding a dependency: `npm run lock`. The tidy tests fail while entries are missing.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface LockEntry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  resolved?: string;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export interface Lock {
  packages: Record<string, LockEntry>;
}

const OPERATING_SYSTEMS =
  /\b(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)\b/;
const PROCESSORS =
  /\b(arm64|arm|ia32|loong64|mips64el|ppc64le|ppc64|riscv64|s390x|x64|wasm32|universal)\b/;

/** What is missing: the optional packages that others name with an exact version, as path → entry. */
export function missingEntries(lock: Lock): Map<string, LockEntry> {
  const missing = new Map<string, LockEntry>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const known = [`${path}/node_modules/${name}`, `node_modules/${name}`];
      if (known.some((candidate) => candidate in lock.packages)) continue;
      missing.set(`node_modules/${name}`, platformEntry(name, version, entry.dev === true));
    }
  }
  return missing;
}

function platformEntry(name: string, version: string, dev: boolean): LockEntry {
  const system = OPERATING_SYSTEMS.exec(name)?.[1];
  const processor = PROCESSORS.exec(name)?.[1];
  const libc = system !== 'linux' ? null : /musl/.test(name) ? 'musl' : /gnu/.test(name) && 'glibc';
  return {
    version: version.replace(/^[\^~]/, ''),
    ...(processor && processor !== 'universal' ? { cpu: [processor] } : {}),
    ...(dev ? { dev } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(system ? { os: [system] } : {}),
  };
}

function completeLock(path: string): void {
  const lock: Lock = JSON.parse(readFileSync(path, 'utf8'));
  const [root, ...rest] = Object.entries({
    ...lock.packages,
    ...Object.fromEntries(missingEntries(lock)),
  });
  if (root === undefined) throw new Error(`${path} lists no packages`);
  rest.sort(([one], [other]) => one.localeCompare(other, 'en'));
  for (const [, entry] of rest) delete entry.resolved;
  lock.packages = Object.fromEntries([root, ...rest]);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  completeLock(process.argv[2] ?? 'package-lock.json');
}
