// Ends what a suite leaves behind, whatever ends the suite: a tiny shell process holds the other end of a
// pipe, and when the pipe closes because our process is gone, it kills the processes and removes the
// directories that were named to it. (A test runner kills its workers; exit handlers do not run then.)

import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

const SCRIPT = `
pids=; directories=
while read -r verb value; do
  case $verb in
    start) pids="$pids $value" ;;
    end) rest=; for pid in $pids; do [ "$pid" = "$value" ] || rest="$rest $pid"; done; pids=$rest ;;
    directory) directories="$directories $value" ;;
  esac
done
[ -z "$pids" ] || kill -9 $pids
[ -z "$directories" ] || { sleep 0.2; rm -rf $directories; }
`;

let pipe: Writable | undefined;

/** A process that must not outlive ours. */
export function reapProcess(pid: number): void {
  tell(`start ${pid}`);
}

/** The process has ended; its number may belong to another soon. */
export function forgetProcess(pid: number): void {
  tell(`end ${pid}`);
}

/** A directory, without blanks in its name, that must not outlive our process. */
export function reapDirectory(directory: string): void {
  tell(`directory ${directory}`);
}

function tell(line: string): void {
  pipe ??= start();
  pipe.write(`${line}\n`);
}

function start(): Writable {
  // Detached: a Ctrl-C that ends us must not end the one who cleans up after us.
  const shell = spawn('/bin/sh', ['-c', SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  const input = shell.stdin;
  if ('unref' in input && typeof input.unref === 'function') input.unref();
  return input;
}
