// The last line of a test run, for people and scripts alike: `N passed, N failed`, with `, N skipped`
// where there are any. A file that could not even be loaded, or an error outside of any test, counts as
// a failure.

import type { Reporter, SerializedError, TestModule } from 'vitest/node';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

function count(modules: readonly TestModule[]): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const module of modules) {
    counts.failed += module.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'pending') counts.failed += 1;
      else counts[state] += 1;
    }
  }
  return counts;
}

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const { passed, failed, skipped } = count(modules);
    const line = `${passed} passed, ${failed + unhandled.length} failed`;
    // Other reporters write at the same moment: the line comes when the process is about to leave.
    process.once('exit', () => {
      process.stdout.write(`${line}${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    });
  }
}
