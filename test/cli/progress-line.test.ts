// How far long work has got.

import { expect, it } from 'vitest';
import { ProgressLine } from '../../src/cli/progress-line.ts';

it('is one line on a terminal, written over at most every quarter of a second', () => {
  let nowMs = 0;
  const written: string[] = [];
  const stream = { isTTY: true, write: (text: string) => written.push(text) };
  const progress = new ProgressLine(stream, { monotonicMs: () => nowMs });
  for (; nowMs < 600; nowMs += 100) progress.show(() => `at ${nowMs}`);
  expect(written).toEqual(['\r\u001b[Kat 300']);
  progress.clear();
  progress.clear();
  expect(written).toEqual(['\r\u001b[Kat 300', '\r\u001b[K']);
});

it('is not written where nobody watches', () => {
  const written: string[] = [];
  const clock = { monotonicMs: () => written.length * 10_000 };
  const progress = new ProgressLine({ write: (text) => written.push(text) }, clock);
  progress.show(() => 'some');
  progress.clear();
  expect(written).toEqual([]);
});
