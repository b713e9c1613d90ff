// A disk in memory that can lose its power: what was not synced is lost, kept or mixed, as a seed decides.
// Programs see it as any other disk; `powerLoss` gives the disk that they find after the lights are on
// again. A sync takes a few turns of the microtask queue, so that others act while it is under way, and
// covers what was written before it began.

import type { MemoryEntry } from './memory-directory.ts';
import { MemoryDirectory } from './memory-directory.ts';
import type { MemoryContent } from './memory-file.ts';
import { MemoryFileSystem } from './memory-file-system.ts';
import type { Random } from './random.ts';
import type { Survival } from './simulated-content.ts';
import { SimulatedContent } from './simulated-content.ts';
import { SimulatedDirectory } from './simulated-directory.ts';
import type { SimulatedFileHost } from './simulated-file.ts';
import { SimulatedFile, whileSyncing } from './simulated-file.ts';

export class SimulatedDisk extends MemoryFileSystem {
  /** Called before each step that changes or syncs something: the disk is as a crash finds it then. */
  onStep: ((action: string, path: string) => void) | null = null;
  /** Whether a sync of this path is answered at once and never done: the device lies. */
  lies: ((path: string) => boolean) | null = null;
  /** Bytes of a file that can be read at all: it ends early for readers; null: all. */
  readLimit: ((path: string) => number | null) | null = null;

  readonly #fileHost: SimulatedFileHost = {
    ...this.host,
    lies: (path) => this.lies?.(path) ?? false,
    readLimit: (path) => this.readLimit?.(path) ?? null,
  };

  /** The disk after a power loss: what was not synced survives as told, drawn from `random`. */
  powerLoss(survival: Survival, random: Random): SimulatedDisk {
    const after = new SimulatedDisk(this.options);
    const copies = new Map<MemoryContent, SimulatedContent>();
    const nowMs = this.options.clock.wallMs();
    const copyOf = (entry: MemoryEntry): MemoryEntry => {
      if (entry instanceof MemoryDirectory) {
        const names = (entry as SimulatedDirectory).surviving(survival, random);
        const entries = Array.from(names, ([name, child]) => [name, copyOf(child)] as const);
        return new SimulatedDirectory(nowMs, entries);
      }
      const copied = copies.get(entry) ?? after.newContent();
      if (!copies.has(entry))
        copied.restore((entry as SimulatedContent).surviving(survival, random));
      copies.set(entry, copied);
      return copied;
    };
    after.root = copyOf(this.root) as SimulatedDirectory;
    return after;
  }

  /** Turns over the bits of `mask` in a byte of a file, on the device. */
  flip(path: string, position: number, mask: number): void {
    const file = this.open(path, 'read') as SimulatedFile;
    file.flip(position, mask);
    file.close();
  }

  override async syncDirectory(path: string): Promise<void> {
    this.check('sync', path);
    const directory = this.findDirectory('sync', path) as SimulatedDirectory;
    const { mark } = directory;
    await whileSyncing();
    if (!this.#fileHost.lies(path)) directory.makeDurable(mark);
  }

  override syncDirectoryNow(path: string): void {
    this.check('sync', path);
    const directory = this.findDirectory('sync', path) as SimulatedDirectory;
    if (!this.#fileHost.lies(path)) directory.makeDurable(directory.mark);
  }

  protected override check(action: string, path: string): void {
    if (!READING.has(action)) this.onStep?.(action, path);
    super.check(action, path);
  }

  protected override newDirectory(): SimulatedDirectory {
    return new SimulatedDirectory(this.options.clock.wallMs());
  }

  protected override newContent(): SimulatedContent {
    return new SimulatedContent(this.account, this.options.clock.wallMs());
  }

  protected override newFile(path: string, content: MemoryContent): SimulatedFile {
    return new SimulatedFile(path, content as SimulatedContent, this.#fileHost);
  }
}

const READING = new Set(['read', 'stat', 'list', 'statfs', 'close', 'lock']);
