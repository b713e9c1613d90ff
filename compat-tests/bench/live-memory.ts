// What a process keeps when all its garbage is collected, by its runtime's own account. Both ways collect
// everything first, so that resident memory read afterwards is as small as it gets without a restart.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A full collection of a JVM, compacting; resolves with the bytes of all live objects. */
export function liveBytesOfJvm(pid: number): number {
  const options = { encoding: 'utf8', maxBuffer: 64 << 20 } as const;
  const histogram = execFileSync('jcmd', [String(pid), 'GC.class_histogram'], options);
  return Number(/^Total\s+\d+\s+(\d+)\s*$/m.exec(histogram)?.[1] ?? Number.NaN);
}

const POLL_MS = 20;
const INSPECTOR_URL = /Debugger listening on (ws:\S+)/;
const MEMORY_IN_USE = `(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())`;

/**
 * A full collection of a Node process, asked for through the inspector, which SIGUSR1 opens; resolves with the
 * bytes of the heap and of the buffers outside it. The process was started with `--inspect-port=0`.
 */
export async function liveBytesOfNode(pid: number, logFile: string): Promise<number> {
  const socket = new WebSocket(await inspectorUrl(pid, logFile));
  try {
    await once(socket, 'open');
    // The second run collects what finalizers of the first let go.
    await call(socket, 'HeapProfiler.collectGarbage');
    await call(socket, 'HeapProfiler.collectGarbage');
    const { result } = await call(socket, 'Runtime.evaluate', { expression: MEMORY_IN_USE });
    return result?.value ?? Number.NaN;
  } finally {
    socket.close();
  }
}

async function inspectorUrl(pid: number, logFile: string): Promise<string> {
  const find = () => INSPECTOR_URL.exec(readFileSync(logFile, 'utf8'))?.[1];
  if (find() === undefined) process.kill(pid, 'SIGUSR1');
  for (;;) {
    const url = find();
    if (url !== undefined) return url;
    await sleep(POLL_MS);
  }
}

interface Answer {
  readonly id: number;
  readonly result: { readonly result?: { readonly value?: number } };
}

let calls = 0;

async function call(socket: WebSocket, method: string, params: object = {}) {
  const id = ++calls;
  socket.send(JSON.stringify({ id, method, params }));
  for (;;) {
    const { data } = await once(socket, 'message');
    const answer: Answer = JSON.parse(String(data));
    if (answer.id === id) return answer.result;
  }
}

function once(socket: WebSocket, type: 'open' | 'message'): Promise<{ data?: unknown }> {
  return new Promise((resolve, reject) => {
    socket.addEventListener(type, (event: Event & { data?: unknown }) => resolve(event), {
      once: true,
    });
    socket.addEventListener('error', () => reject(new Error('no inspector')), { once: true });
  });
}
