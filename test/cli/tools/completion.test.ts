// Completion, as the shells of this machine do it.

import { spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startBroker } from '../../../src/testing.ts';
import { KlammShell } from '../../support/klamm-shell.ts';

/** A script that loads the completion and prints what a line is completed with. */
const SCRIPTS: Readonly<Record<string, (line: string) => string>> = {
  bash: (line) => `eval "$(klamm completion bash)"
    COMP_LINE='${line}' COMP_POINT=${line.length}; _klamm; printf '%s\\n' "\${COMPREPLY[@]}"`,
  // Without a terminal there is no editor: what is handed to it is printed instead.
  zsh: (line) => `eval "$(klamm completion zsh)"
    _describe() { print -l -- "\${(@)candidates%%:*}" }; _files() { print FILES }
    words=("\${(@s: :)\${:-${line}}}"); CURRENT=$#words; _klamm`,
  fish: (line) => `klamm completion fish | source
    complete -C '${line}' | cut -f 1`,
};

const isMissing = (shell: string) => spawnSync(shell, ['-c', '']).status !== 0;

async function newShell(shell: string) {
  const broker = await startBroker({ topics: { orders: 1, 'order-lines': 1, bills: 1 } });
  onTestFinished(() => broker.close());
  const typist = new KlammShell(broker.bootstrapServers);
  return async (line: string): Promise<string[]> => {
    const script = SCRIPTS[shell]?.(line) ?? '';
    const { code, stdout, stderr } = await typist.start(shell, ['-c', script]);
    expect(code, stderr).toBe(0);
    return stdout.trim().split('\n').sort();
  };
}

// Of the three only bash is on every machine; CI installs the others.
describe.each(Object.keys(SCRIPTS))('%s', (shell) => {
  const isLeftOut = shell !== 'bash' && isMissing(shell);
  it.skipIf(isLeftOut)('completes commands, options, topics', { timeout: 60_000 }, async () => {
    const complete = await newShell(shell);
    expect(await complete('klamm to')).toEqual(['topics']);
    expect(await complete('klamm topics d')).toEqual(['delete', 'describe']);
    expect(await complete('klamm consume --is')).toEqual(['--isolation']);
    expect(await complete('klamm produce bills -z z')).toEqual(['zstd']);
    const words = 'klamm topics describe --timeout 30s bills ord';
    expect(await complete(words)).toEqual(['order-lines', 'orders']);
  });
});
