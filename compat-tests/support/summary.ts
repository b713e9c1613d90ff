// The one line every suite and every run ends with: `N passed, N failed`, with `, N skipped` if any.

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The sum of two summaries. */
export function addSummaries(a: Summary, b: Summary): Summary {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** The summary as its line, without the line's end. */
export function formatSummary({ passed, failed, skipped }: Summary): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** Reads a summary from the last line of a suite's output; undefined when it has none. */
export function parseSummary(output: string): Summary | undefined {
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  const match = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(line.trim());
  if (match === null) return undefined;
  return { passed: Number(match[1]), failed: Number(match[2]), skipped: Number(match[3] ?? 0) };
}

/** Prints the summary as the last line and sets the exit code by it. */
export function finish(summary: Summary): void {
  process.stdout.write(`${formatSummary(summary)}\n`);
  process.exitCode = summary.failed > 0 ? 1 : 0;
}

/** Says loudly that a suite cannot run here; in CI that is a failure unless it is allowed. */
export function finishSkipped(reason: string, options: { allowedInCi?: boolean } = {}): void {
  process.stdout.write(`\n!!! SKIPPED: ${reason}\n\n`);
  const isFailure = process.env.CI === 'true' && options.allowedInCi !== true;
  finish({ passed: 0, failed: isFailure ? 1 : 0, skipped: isFailure ? 0 : 1 });
}
