import { describe, expect, it } from 'vitest';
import { chosenRange, comparedWith, rangeOf } from './range';

const TODAY = '2026-03-14';

describe('date ranges', () => {
  it.each([
    ['today', '2026-03-14', '2026-03-14'],
    ['7d', '2026-03-08', '2026-03-14'],
    ['30d', '2026-02-13', '2026-03-14'],
    ['mtd', '2026-03-01', '2026-03-14'],
    ['last_month', '2026-02-01', '2026-02-28'],
    ['ytd', '2026-01-01', '2026-03-14'],
  ] as const)('%s covers %s to %s', (preset, from, to) => {
    expect(rangeOf(preset, TODAY)).toEqual({ from, to });
  });

  it('fall back to 30 days when a custom one is damaged', () => {
    const thirty = rangeOf('30d', TODAY);
    expect(chosenRange({ range: 'custom', from: '2026-03-10', to: '2026-03-01' }, TODAY)).toEqual(thirty);
    expect(chosenRange({ range: 'custom', from: '2026-02-31x', to: '' }, TODAY)).toEqual(thirty);
    expect(chosenRange({ range: 'custom', from: '2026-03-01', to: '2026-03-02' }, TODAY)).toEqual({
      from: '2026-03-01',
      to: '2026-03-02',
    });
  });

  it('are compared with a period of the same length', () => {
    const range = { from: '2026-03-05', to: '2026-03-14' };
    expect(comparedWith(range, 'previous')).toEqual({ from: '2026-02-23', to: '2026-03-04' });
    expect(comparedWith(range, 'weekdays')).toEqual({ from: '2026-02-19', to: '2026-02-28' });
    expect(comparedWith(range, 'year')).toEqual({ from: '2025-03-06', to: '2025-03-15' });
  });
});
