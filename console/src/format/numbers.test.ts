import { describe, expect, it } from 'vitest';
import { change, formatCount, formatCountCompact, formatPercent, formatPpm, ratio } from './numbers';

describe('numbers', () => {
  it('have no ratio and no change over nothing', () => {
    expect(ratio(3, 0)).toBeNull();
    expect(change(3, 0)).toBeNull();
    expect(change(null, 3)).toBeNull();
    expect(formatPercent(null)).toBe('–');
    expect(change(3, 2)).toBe(0.5);
  });

  it('show shares of a conversion with at most two decimals', () => {
    expect(formatCount(12_400)).toBe('12,400');
    expect(formatCount(0.333333 + 0.333333 + 0.333334)).toBe('1');
    expect(formatCount(2.333333)).toBe('2.33');
    expect(formatPpm(333_333)).toBe('33.33%');
    expect(formatPpm(1_000_000)).toBe('100%');
  });

  it('are shortened from a million on', () => {
    expect(formatCountCompact(999_999)).toBe('999,999');
    expect(formatCountCompact(1_240_000)).toBe('1.24M');
  });
});
