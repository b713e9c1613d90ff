#!/usr/bin/env node
// The command `klamm`. It hands the process over to the command line and turns its result into the exit
// code. Nothing else is loaded before the compile cache is on: that halves the time to the first answer.

import module from 'node:module';

// Syncs wait for the device and not for a processor; those of many logs share the commits of a disk's journal.
// Node 20 has begun its thread pool by now, and keeps four.
process.env.UV_THREADPOOL_SIZE ??= '32';
// Node 20 has no compile cache; a cache that cannot be written is no reason not to start.
module.enableCompileCache?.();

const { runCommandLine } = await import('./command-line.ts');

process.exitCode = await runCommandLine(process.argv.slice(2));
