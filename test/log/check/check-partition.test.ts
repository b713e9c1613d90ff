import { describe, expect, it } from 'vitest';
import { DIRECTORY } from '../log-fixture.ts';
import { check, closedLog, filledLog, sayings } from './checked-log.ts';

describe('a partition that was closed cleanly', () => {
  it('gives no finding', () => {
    const fixture = closedLog();
    expect(fixture.names().length).toBeGreaterThan(15);
    expect(fixture.names().some((name) => name.endsWith('.txnindex'))).toBe(true);
    const report = check(fixture);
    expect(sayings(report)).toEqual([]);
    expect(report).toMatchObject({ firstOffset: 0, logEndOffset: 126, batches: 66 });
    expect(report.segments).toBeGreaterThan(4);
  });
});

describe('a log whose first records were deleted', () => {
  it('has no epochs for what stands before its start', () => {
    const fixture = filledLog();
    fixture.log.advanceLogStartOffset(20);
    fixture.log.close();
    expect(sayings(check(fixture, { logStartOffset: 20 }))).toEqual([]);
    expect(sayings(check(fixture, { logStartOffset: 10 }))).toContainEqual(
      expect.stringMatching(/^error leader-epoch /),
    );
  });
});

describe('a log whose records were all deleted', () => {
  it('has no epochs at all', () => {
    const fixture = filledLog();
    fixture.log.advanceLogStartOffset(126);
    fixture.log.close();
    fixture.renew();
    fixture.open({ cleanShutdown: true, logStartOffset: 126 }).close();
    expect(sayings(check(fixture, { logStartOffset: 126 }))).toEqual([]);
  });
});

describe('a partition that was not closed', () => {
  it('gives no finding that opening it would not mend', () => {
    const fixture = filledLog();
    fixture.log.abandon();
    const report = check(fixture, { isClean: false });
    expect(report.findings.count('error')).toBe(0);
  });

  it('that a broker is writing gives no finding', () => {
    const fixture = filledLog();
    expect(sayings(check(fixture, { isClean: false, isLive: true }))).toEqual([]);
  });

  it('may end in a batch that is cut off', () => {
    const fixture = filledLog();
    fixture.log.abandon();
    const last = fixture.names().findLast((name) => name.endsWith('.log'));
    const file = fixture.disk.open(`${DIRECTORY}/${last}`, 'write');
    file.truncate(file.size() - 3);
    const unclean = check(fixture, { isClean: false });
    expect(sayings(unclean).join('\n')).toMatch(/^warning torn-end \d{20}\.log:\d+$/m);
    expect(unclean.findings.count('error')).toBe(0);
    expect(sayings(check(fixture)).join('\n')).toMatch(/^error damage \d{20}\.log:\d+$/m);
  });
});
