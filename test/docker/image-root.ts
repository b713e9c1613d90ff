// The files of the image in a directory of a test's own, with `klamm` and the tools as commands that run the sources:
// what start scripts do there is what they do in a container, without one.

import { chmodSync, cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ProcessOptions } from '../support/klamm-process.ts';
import { KlammProcess } from '../support/klamm-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const repository = path.resolve(import.meta.dirname, '../..');

export class ImageRoot {
  readonly directory = temporaryDirectory();
  readonly #bin = path.join(this.directory, 'bin');

  constructor() {
    cpSync(path.join(repository, 'docker/rootfs'), this.directory, {
      recursive: true,
      verbatimSymlinks: true,
    });
    for (const made of ['run/klamm', 'bin', 'mnt/shared/config']) {
      mkdirSync(path.join(this.directory, made), { recursive: true });
    }
    this.#command('klamm', 'src/cli/main.ts', '"$@"');
    this.#command('kafka-storage', 'docker/tools/main.ts', 'kafka-storage "$@"');
    symlinkSync(process.execPath, path.join(this.#bin, 'node'));
  }

  /** Where a file of the image is here. */
  at(file: string): string {
    return path.join(this.directory, file);
  }

  write(file: string, text: string): void {
    writeFileSync(this.at(file), text);
  }

  /** Runs a command of the image, with these variables alone and a data directory of its own. */
  run(file: string, words: readonly string[] = [], options: ProcessOptions = {}): KlammProcess {
    return new KlammProcess(words, {
      node: '/bin/bash',
      script: this.at(file),
      ...options,
      environment: {
        PATH: `${this.#bin}:${process.env.PATH}`,
        KLAMM_IMAGE_ROOT: this.directory,
        KAFKA_LOG_DIRS: this.at('data'),
        ...options.environment,
      },
    });
  }

  #command(name: string, script: string, words: string): void {
    const file = path.join(this.#bin, name);
    writeFileSync(
      file,
      `#!/bin/sh\nexec "${process.execPath}" "${path.join(repository, script)}" ${words}\n`,
    );
    chmodSync(file, 0o755);
  }
}
