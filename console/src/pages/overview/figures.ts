import type { PerformanceRow } from '../../api/types';
import { type Day, daysOf } from '../../format/dates';
import { ratio } from '../../format/numbers';

/** What one period, day or campaign adds up to, in one currency. */
export interface Figures {
  /** Unique and duplicate ones. */
  clicks: number;
  duplicates: number;
  /** Clicks that never earn; not among the clicks. */
  invalid: number;
  conversions: number;
  sales: number;
  commission: number;
}

export const METRICS = ['clicks', 'conversions', 'rate', 'sales', 'commission', 'epc'] as const;
export type Metric = (typeof METRICS)[number];
export type Grain = 'day' | 'week' | 'month';

const NOTHING: Figures = { clicks: 0, duplicates: 0, invalid: 0, conversions: 0, sales: 0, commission: 0 };

/** Currencies that occur, the one with the most conversions first. */
export function currenciesOf(rows: PerformanceRow[]): string[] {
  const weight = new Map<string, number>();
  for (const row of rows) {
    weight.set(
      row.currency,
      (weight.get(row.currency) ?? 0) + row.conversions * 1_000_000 + row.clicks + row.impressions,
    );
  }
  return [...weight].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).map(([currency]) => currency);
}

/** Rows of one currency added up. Rows of other currencies are left out: currencies are never added. */
export function sumOf(rows: PerformanceRow[], currency: string): Figures {
  return rows
    .filter((row) => row.currency === currency)
    .reduce(
      (sum, row) => ({
        clicks: sum.clicks + row.clicks,
        duplicates: sum.duplicates + row.duplicate_clicks,
        invalid: sum.invalid + row.invalid_clicks,
        conversions: sum.conversions + row.conversions,
        sales: sum.sales + row.sale_amount,
        commission: sum.commission + row.commission,
      }),
      NOTHING,
    );
}

/** The figure of a metric; null where it divides by zero. Money is in minor units, `rate` is a share of one. */
export function figureOf(figures: Figures, metric: Metric): number | null {
  switch (metric) {
    case 'clicks':
      return figures.clicks;
    case 'conversions':
      return figures.conversions;
    case 'rate':
      return ratio(figures.conversions, figures.clicks);
    case 'sales':
      return figures.sales;
    case 'commission':
      return figures.commission;
    case 'epc':
      return ratio(figures.commission, figures.clicks);
  }
}

export function grainOf(days: number): Grain {
  return days <= 92 ? 'day' : days <= 366 ? 'week' : 'month';
}

export interface Bucket {
  /** The first day of the bucket that lies inside the range. */
  day: Day;
  figures: Figures;
}

/** The range cut into days, weeks that begin on Monday, or months; buckets without rows are zero. */
export function bucketsOf(rows: PerformanceRow[], currency: string, from: Day, to: Day, grain: Grain): Bucket[] {
  const byDay = new Map<Day, PerformanceRow[]>();
  for (const row of rows) {
    if (row.day != null) {
      byDay.set(row.day, [...(byDay.get(row.day) ?? []), row]);
    }
  }
  const buckets: Bucket[] = [];
  for (const day of daysOf(from, to)) {
    const last = buckets.at(-1);
    const figures = sumOf(byDay.get(day) ?? [], currency);
    if (last === undefined || startsBucket(day, grain)) {
      buckets.push({ day, figures });
    } else {
      last.figures = add(last.figures, figures);
    }
  }
  return buckets;
}

function startsBucket(day: Day, grain: Grain): boolean {
  switch (grain) {
    case 'day':
      return true;
    case 'week':
      return new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
    case 'month':
      return day.endsWith('-01');
  }
}

function add(a: Figures, b: Figures): Figures {
  return {
    clicks: a.clicks + b.clicks,
    duplicates: a.duplicates + b.duplicates,
    invalid: a.invalid + b.invalid,
    conversions: a.conversions + b.conversions,
    sales: a.sales + b.sales,
    commission: a.commission + b.commission,
  };
}

export interface ChartPoint {
  day: Day;
  current: number | null;
  /** The stretch to the unfinished last bucket, drawn dashed. */
  pending: number | null;
  previous: number | null;
  previousDay: Day | null;
}

/** Both periods side by side, bucket by bucket. With `unfinished` the last bucket is still filling up. */
export function pointsOf(current: Bucket[], previous: Bucket[], metric: Metric, unfinished: boolean): ChartPoint[] {
  const last = current.length - 1;
  return current.map((bucket, index) => {
    const value = figureOf(bucket.figures, metric) ?? 0;
    const before = previous[index];
    return {
      day: bucket.day,
      current: unfinished && index === last && last > 0 ? null : value,
      pending: unfinished && last > 0 && index >= last - 1 ? value : null,
      previous: before === undefined ? null : (figureOf(before.figures, metric) ?? 0),
      previousDay: before?.day ?? null,
    };
  });
}

export interface Ranked extends Figures {
  id: string;
}

/** One line per campaign or affiliate in one currency. */
export function rankedBy(rows: PerformanceRow[], currency: string, key: 'campaign_id' | 'affiliate_id'): Ranked[] {
  const ids = [...new Set(rows.flatMap((row) => row[key] ?? []))];
  return ids
    .map((id) => ({
      id,
      ...sumOf(
        rows.filter((row) => row[key] === id),
        currency,
      ),
    }))
    .filter((line) => line.clicks > 0 || line.invalid > 0 || line.conversions > 0);
}
