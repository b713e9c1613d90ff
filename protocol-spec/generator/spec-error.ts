// The one failure of reading a spec: where, and what is wrong there.

export class SpecError extends Error {
  constructor(path: string, line: number, problem: string) {
    super(`${path}:${line}: ${problem}`);
    this.name = 'SpecError';
  }
}
