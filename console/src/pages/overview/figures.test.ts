import { describe, expect, it } from 'vitest';
import type { PerformanceRow } from '../../api/types';
import { bucketsOf, currenciesOf, figureOf, grainOf, pointsOf, rankedBy, sumOf } from './figures';

const row = (more: Partial<PerformanceRow>): PerformanceRow => ({
  currency: 'USD',
  impressions: 0,
  invalid_impressions: 0,
  gross_clicks: 0,
  clicks: 0,
  unique_clicks: 0,
  duplicate_clicks: 0,
  invalid_clicks: 0,
  bot_clicks: 0,
  conversions: 0,
  sale_amount: 0,
  refunds: 0,
  commission: 0,
  ...more,
});

describe('figures', () => {
  it('never add amounts of two currencies', () => {
    const rows = [
      row({ clicks: 10, sale_amount: 1000, commission: 100 }),
      row({ clicks: 5, sale_amount: 700, commission: 70, currency: 'EUR' }),
      row({ clicks: 1, sale_amount: 1, commission: 1 }),
    ];
    expect(sumOf(rows, 'USD')).toEqual({
      clicks: 11,
      duplicates: 0,
      invalid: 0,
      conversions: 0,
      sales: 1001,
      commission: 101,
    });
    expect(sumOf(rows, 'EUR')).toEqual({
      clicks: 5,
      duplicates: 0,
      invalid: 0,
      conversions: 0,
      sales: 700,
      commission: 70,
    });
  });

  it('keep invalid clicks apart from those that count', () => {
    const rows = [
      row({ gross_clicks: 9, clicks: 6, duplicate_clicks: 2, invalid_clicks: 3 }),
      row({ gross_clicks: 2, clicks: 1, invalid_clicks: 1 }),
    ];
    expect(sumOf(rows, 'USD')).toMatchObject({ clicks: 7, duplicates: 2, invalid: 4 });
  });

  it('offer the currency with the most conversions first', () => {
    expect(
      currenciesOf([
        row({ clicks: 900 }),
        row({ conversions: 2, currency: 'EUR' }),
        row({ conversions: 1, currency: 'JPY' }),
      ]),
    ).toEqual(['EUR', 'JPY', 'USD']);
  });

  it('have no ratio without clicks', () => {
    const nothing = { clicks: 0, duplicates: 0, invalid: 0, conversions: 3, sales: 10, commission: 5 };
    expect(figureOf(nothing, 'epc')).toBeNull();
    expect(figureOf(nothing, 'rate')).toBeNull();
    expect(figureOf({ ...nothing, clicks: 4 }, 'epc')).toBe(1.25);
  });

  it('fill days without rows with zero', () => {
    const buckets = bucketsOf([row({ day: '2026-03-02', clicks: 4 })], 'USD', '2026-03-01', '2026-03-03', 'day');
    expect(buckets.map((bucket) => [bucket.day, bucket.figures.clicks])).toEqual([
      ['2026-03-01', 0],
      ['2026-03-02', 4],
      ['2026-03-03', 0],
    ]);
  });

  it('gather into weeks from Monday and into months', () => {
    const rows = [
      row({ day: '2026-02-28', clicks: 1 }),
      row({ day: '2026-03-01', clicks: 2 }),
      row({ day: '2026-03-02', clicks: 4 }),
    ];
    expect(bucketsOf(rows, 'USD', '2026-02-28', '2026-03-03', 'week').map((bucket) => bucket.figures.clicks)).toEqual([
      3, 4,
    ]);
    expect(bucketsOf(rows, 'USD', '2026-02-28', '2026-03-03', 'month').map((bucket) => bucket.figures.clicks)).toEqual([
      1, 6,
    ]);
  });

  it('grow coarser with the range', () => {
    expect([1, 92, 93, 366, 367].map(grainOf)).toEqual(['day', 'day', 'week', 'week', 'month']);
  });

  it('draw the unfinished last bucket apart from the rest', () => {
    const buckets = bucketsOf([row({ day: '2026-03-02', clicks: 4 })], 'USD', '2026-03-01', '2026-03-03', 'day');
    const points = pointsOf(buckets, [], 'clicks', true);
    expect(points.map((point) => point.current)).toEqual([0, 4, null]);
    expect(points.map((point) => point.pending)).toEqual([null, 4, 0]);
    expect(pointsOf(buckets, [], 'clicks', false).map((point) => point.pending)).toEqual([null, null, null]);
  });

  it('rank only what had traffic in the currency', () => {
    const rows = [
      row({ campaign_id: 'camp_a', clicks: 1, commission: 5 }),
      row({ campaign_id: 'camp_a', clicks: 2, commission: 7, currency: 'EUR' }),
      row({ campaign_id: 'camp_b', clicks: 3, currency: 'EUR' }),
    ];
    expect(rankedBy(rows, 'USD', 'campaign_id')).toEqual([
      { id: 'camp_a', clicks: 1, duplicates: 0, invalid: 0, conversions: 0, sales: 0, commission: 5 },
    ]);
  });
});
