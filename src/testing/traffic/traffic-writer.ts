// Traffic as it goes to a file: a line of JSON for each request, written when it is over, so that the file is of use
// however the process ends, and memory holds only what is under way. The first line says what it is.

import type { File, FileSystem } from '../../platform/file-system.ts';
import { StorageError } from '../../platform/file-system.ts';
import type { GroupEvent } from '../groups/group-journal.ts';
import type { Exchange } from './exchange.ts';
import { plain } from './plain.ts';
import type { TrafficLine } from './traffic-lines.ts';
import { FORMAT_VERSION } from './traffic-lines.ts';

/** A request that is being written down. */
export interface WrittenExchange {
  end(): void;
}

export class TrafficWriter {
  #file: File | null;
  #position = 0;
  #begun = 0;
  #ended = 0;
  readonly #underWay = new Set<WrittenExchange>();

  /** Replaces the file. Throws StorageError. */
  constructor(files: FileSystem, path: string, startedMs: number) {
    this.#file = files.open(path, 'create');
    this.#write({ type: 'traffic', format: FORMAT_VERSION, startedMs });
  }

  /** The exchange may be filled in until it ends. */
  begin(exchange: Exchange, request: unknown): WrittenExchange {
    const number = this.#begun++;
    const after = this.#ended;
    // The frame is somebody else's by the time that the answer is there.
    const content = plain(request, true);
    const written: WrittenExchange = {
      end: () => {
        if (!this.#underWay.delete(written)) return;
        this.#ended += 1;
        this.#write({ type: 'exchange', number, after, ...exchange, request: content });
      },
    };
    this.#underWay.add(written);
    return written;
  }

  event(group: string, event: GroupEvent): void {
    const known = Object.entries(event.details).filter(([, value]) => isPlain(value));
    this.#write({ type: 'event', group, ...event, details: Object.fromEntries(known) });
  }

  /** Writes down what is still under way, as without an answer. */
  close(): void {
    for (const written of this.#underWay) written.end();
    this.#file?.close();
    this.#file = null;
  }

  #write(line: TrafficLine): void {
    if (this.#file === null) return;
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    try {
      this.#file.writeSync(bytes, this.#position);
      this.#position += bytes.length;
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      // A disk that is full must not end what is recorded: the file stays as it is.
      this.#file.close();
      this.#file = null;
    }
  }
}

/** An error, say, is nothing that JSON could tell. */
function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
