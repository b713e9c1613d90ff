// A command that runs beside this process, on the same terminal.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** The exit code of shells for a command that a signal has ended is this and the signal's number. */
const SIGNAL_CODE = 128;
/** The exit codes of shells for a command that is not there or cannot be run. */
const NOT_FOUND_CODE = 127;
const NOT_EXECUTABLE_CODE = 126;

export interface RunningCommand {
  /** The exit code, as a shell would tell it. */
  readonly ended: Promise<number>;
  signal(name: NodeJS.Signals): void;
}

/** Runs a command with these variables beside those of this process. */
export function runCommand(
  [file = '', ...words]: readonly string[],
  variables: Readonly<Record<string, string>>,
): RunningCommand {
  const child = spawn(file, words, { stdio: 'inherit', env: { ...process.env, ...variables } });
  const ended = new Promise<number>((resolve) => {
    child.once('error', ({ code }: NodeJS.ErrnoException) => {
      resolve(code === 'ENOENT' ? NOT_FOUND_CODE : NOT_EXECUTABLE_CODE);
    });
    child.once('exit', (code, signal) => {
      resolve(code ?? SIGNAL_CODE + (signal ? constants.signals[signal] : 0));
    });
  });
  return { ended, signal: (name) => void child.kill(name) };
}
