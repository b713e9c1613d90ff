// The image's own files in a directory, made as the Dockerfile makes them: the package, the tools, `docker/rootfs`, and
// `docker/prepare.sh` over it. The rest of the file system is this machine's.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildTools } from '../../../docker/build-tools.ts';
import { buildPackage } from '../../../tools/build.ts';
import { cacheDirectory, pinnedNode, repositoryRoot } from '../../support/paths.ts';

/** Makes the directory anew, and gives its path. */
export async function buildImage(): Promise<string> {
  const image = path.join(cacheDirectory, 'containers/image');
  rmSync(image, { recursive: true, force: true });
  const klamm = path.join(image, 'opt/klamm');
  mkdirSync(path.join(klamm, 'node_modules'), { recursive: true });
  cpSync(path.join(repositoryRoot, 'package.json'), path.join(klamm, 'package.json'));
  await buildPackage(path.join(klamm, 'dist'));
  await buildTools(path.join(klamm, 'image'));
  const rootfs = path.join(repositoryRoot, 'docker/rootfs');
  cpSync(rootfs, image, { recursive: true, verbatimSymlinks: true });
  // The tools ask for their dependencies beside them; in a container the machine's are mounted there.
  const modules = path.join(klamm, 'node_modules');
  rmSync(modules, { recursive: true });
  execFileSync('ln', ['-s', path.join(repositoryRoot, 'node_modules'), modules]);
  const env = { ...process.env, PATH: `${path.dirname(pinnedNode)}:${process.env.PATH}` };
  const prepare = path.join(repositoryRoot, 'docker/prepare.sh');
  execFileSync('sh', [prepare, image], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  rmSync(modules);
  mkdirSync(modules);
  // What is mounted on has to be there.
  writeFileSync(path.join(image, 'usr/local/bin/node'), '');
  return image;
}
