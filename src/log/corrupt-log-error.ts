// What is on the disk is not what was written: its own kind of failure, with the file and the position. A
// partition whose log is corrupt goes offline; nothing is cut or served in silence.

export class CorruptLogError extends Error {
  readonly path: string;
  /** Bytes from the start of the file. */
  readonly position: number;

  constructor(path: string, position: number, reason: string) {
    super(`${path} is corrupt at byte ${position}: ${reason}`);
    this.name = 'CorruptLogError';
    this.path = path;
    this.position = position;
  }
}
