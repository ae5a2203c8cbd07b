import i18n from '../i18n';

const COMPACT_FROM = 1_000_000;

/** `part / whole`, or null where there is nothing to divide by. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** A count; shares of conversions make some of them fractions. */
export function formatCount(value: number): string {
  return new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 }).format(value);
}

export function formatCountCompact(value: number): string {
  return Math.abs(value) < COMPACT_FROM ? formatCount(value) : formatCountAxis(value);
}

export function formatCountAxis(value: number): string {
  return new Intl.NumberFormat(i18n.language, { notation: 'compact', maximumFractionDigits: 2 }).format(value);
}

/** A share such as 0.0342 as "3.42%"; a dash for null. */
export function formatPercent(value: number | null, decimals = 2): string {
  return value === null
    ? '–'
    : new Intl.NumberFormat(i18n.language, {
        style: 'percent',
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }).format(value);
}

/** A credit in parts per million as a percentage with at most two decimals: 333333 is "33.33%". */
export function formatPpm(ppm: number): string {
  return new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 2 }).format(ppm / 1_000_000);
}

/** The change from one period to the next, or null where the earlier one was empty. */
export function change(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : (now - before) / before;
}
