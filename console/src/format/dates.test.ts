import { describe, expect, it } from 'vitest';
import { daysOf, formatDuration, formatInstant, formatRelative, isDay, spanOf } from './dates';

describe('dates', () => {
  it('count days in UTC with both ends', () => {
    expect(spanOf('2026-02-27', '2026-03-01')).toBe(3);
    expect(daysOf('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(daysOf('2026-03-02', '2026-03-01')).toEqual([]);
  });

  it('know a day from other text', () => {
    expect(isDay('2026-02-28')).toBe(true);
    expect(isDay('2026-2-28')).toBe(false);
    expect(isDay('soon')).toBe(false);
  });

  it('say the zone of an exact time', () => {
    expect(formatInstant('2026-03-04T05:06:07.890Z')).toBe('Mar 4, 2026, 05:06:07 UTC');
  });

  it('say the distance in the largest unit that fits', () => {
    const now = new Date('2026-03-04T12:00:00Z');
    expect(formatRelative('2026-03-04T09:00:00Z', now)).toBe('3 hours ago');
    expect(formatRelative('2026-03-03T11:00:00Z', now)).toBe('yesterday');
    expect(formatRelative('2026-03-05T13:00:00Z', now)).toBe('tomorrow');
  });

  it('say durations in words', () => {
    expect(formatDuration('P30D')).toBe('30 days');
    expect(formatDuration('PT36H')).toBe('36 hours');
    expect(formatDuration('PT0S')).toBeNull();
    expect(formatDuration('forever')).toBe('forever');
  });
});
