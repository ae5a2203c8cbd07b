import { type Day, isDay, plusDays, spanOf } from '../../format/dates';

export const PRESETS = ['today', '7d', '30d', '90d', 'mtd', 'last_month', 'ytd', '12m'] as const;
export type Preset = (typeof PRESETS)[number];
export const RANGES = [...PRESETS, 'custom'] as const;

export interface Range {
  from: Day;
  to: Day;
}

/** The days a preset stands for, today included. */
export function rangeOf(preset: Preset, today: Day): Range {
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case '7d':
      return { from: plusDays(today, -6), to: today };
    case '30d':
      return { from: plusDays(today, -29), to: today };
    case '90d':
      return { from: plusDays(today, -89), to: today };
    case 'mtd':
      return { from: `${today.slice(0, 7)}-01`, to: today };
    case 'last_month': {
      const to = plusDays(`${today.slice(0, 7)}-01`, -1);
      return { from: `${to.slice(0, 7)}-01`, to };
    }
    case 'ytd':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case '12m':
      return { from: plusDays(today, -364), to: today };
  }
}

/** The range an address asks for; a custom one that is no range falls back to 30 days. */
export function chosenRange(search: { range: Preset | 'custom'; from: string; to: string }, today: Day): Range {
  if (search.range !== 'custom') {
    return rangeOf(search.range, today);
  }
  return isDay(search.from) && isDay(search.to) && search.from <= search.to
    ? { from: search.from, to: search.to }
    : rangeOf('30d', today);
}

export const COMPARISONS = ['previous', 'weekdays', 'year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/**
 * The period a range is compared with: the one of the same length right before it, the same moved on to matching weekdays,
 * or the same days a year earlier (52 weeks, so that weekdays match).
 */
export function comparedWith(range: Range, comparison: Exclude<Comparison, 'none'>): Range {
  const days = spanOf(range.from, range.to);
  const back = comparison === 'previous' ? days : comparison === 'weekdays' ? Math.ceil(days / 7) * 7 : 364;
  return { from: plusDays(range.from, -back), to: plusDays(range.to, -back) };
}
